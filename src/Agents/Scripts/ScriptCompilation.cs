namespace Rlar.Agents.Scripts;

/// <summary>What became of a source: a script, or why it is none.</summary>
/// <param name="Script">The script; null where it is refused.</param>
/// <param name="Diagnostics">Why, in the order of the lines; empty where it is not.</param>
public sealed record ScriptCompilation(CompiledScript? Script, IReadOnlyList<ScriptDiagnostic> Diagnostics);
