namespace Rlar.Agents.Gate;

/// <summary>A text on which a draft failed.</summary>
/// <param name="Kind">How the text came about.</param>
/// <param name="Prompt">What was asked, cut at 400 characters.</param>
/// <param name="Reference">The first reference, if any.</param>
/// <param name="Completion">The text, cut at 400 characters.</param>
/// <param name="Outcome">What the draft said: a value, "failed: …" or "unscorable: …".</param>
/// <param name="Expected">What it should have said: "high", "low" and the like.</param>
public sealed record GateExample(string Kind, string Prompt, string? Reference, string Completion, string Outcome, string Expected);
