namespace Rlar.Inference.Llama.Chat;

/// <summary>Where the content of a turn lies among the tokens of a conversation.</summary>
/// <param name="Turn">The turn's index in the conversation.</param>
/// <param name="Start">The first token that holds a byte of the content; it may hold bytes of the template, too.</param>
/// <param name="Length">How many tokens.</param>
public readonly record struct ChatSegment(int Turn, int Start, int Length);
