namespace Rlar.Agents.Rewards;

/// <summary>One message of a chat.</summary>
/// <param name="Role">Who speaks: "system", "user", "assistant", "tool", or what the data says.</param>
/// <param name="Content">The text.</param>
public readonly record struct ChatMessage(string Role, string Content);
