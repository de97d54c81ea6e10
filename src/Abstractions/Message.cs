namespace Rlar;

/// <summary>One message of a chat.</summary>
/// <param name="Role">Who speaks: "system", "user", "assistant", "tool", or what the data says.</param>
/// <param name="Content">The text.</param>
public readonly record struct Message(string Role, string Content);
