namespace Rlar.Agents.Scripts;

/// <summary>What one call of a script gave.</summary>
/// <param name="Value">The number, which may be NaN or infinite; null where there is none.</param>
/// <param name="Boundary">Where it failed: "tool" for the script itself, "sandbox" for its worker; null where it did not.</param>
/// <param name="Reason">Why it failed; null where it did not.</param>
public readonly record struct ScriptVerdict(double? Value, string? Boundary, string? Reason);
