namespace Rlar.Agents.Library;

/// <summary>A tool of a library in a list: what it is for, and whether it was revoked.</summary>
/// <param name="Id">Its id, "synth/NAME".</param>
/// <param name="Version">Its version in the library.</param>
/// <param name="ToolVersion">The version that its outcomes and the ledger carry.</param>
/// <param name="Task">The label of its task.</param>
/// <param name="Description">What an answer must do.</param>
/// <param name="Form">"template", "script", "model" or "rubric".</param>
/// <param name="Admitted">When it was admitted, in UTC.</param>
/// <param name="Revoked">When it was revoked; null while it is in force.</param>
/// <param name="Reason">Why it was revoked.</param>
public sealed record IndexedTool(
    string Id, string Version, string ToolVersion, string Task, string Description, string Form, DateTimeOffset Admitted, DateTimeOffset? Revoked, string? Reason);
