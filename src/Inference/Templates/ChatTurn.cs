namespace Rlar.Inference.Templates;

/// <summary>One turn of a conversation.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">What is said: always text, whatever it looks like.</param>
public sealed record ChatTurn(TurnRole Role, string Content);
