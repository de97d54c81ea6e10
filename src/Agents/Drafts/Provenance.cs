namespace Rlar.Agents.Drafts;

/// <summary>Who made a draft, and from what: enough to make it again.</summary>
/// <param name="Agent">The agent: "template-author", "script-author", "scout", "user" and so on.</param>
/// <param name="Model">The model that it asked, with its hash or address; null where rules alone decided.</param>
/// <param name="PromptHash">The SHA-256 of all that the model was shown, 64 hexadecimal digits; null without a model.</param>
/// <param name="Data">The rows or files that it was made from, with their hashes; empty where there were none.</param>
public sealed record Provenance(string Agent, string? Model, string? PromptHash, IReadOnlyList<string> Data);
