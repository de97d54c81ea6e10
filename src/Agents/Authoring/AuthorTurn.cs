namespace Rlar.Agents.Authoring;

/// <summary>One turn of the talk in which a tool was written.</summary>
/// <param name="Role">"system", "user" for what the program says, "assistant" for the model.</param>
/// <param name="Text">What was said.</param>
public sealed record AuthorTurn(string Role, string Text);
