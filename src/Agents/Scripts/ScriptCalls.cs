namespace Rlar.Agents.Scripts;

/// <summary>The calls of a script for one group: each completion with each reference.</summary>
/// <param name="Script">The script.</param>
/// <param name="Prompt">What was asked.</param>
/// <param name="References">The references; none: each completion is called once, with null.</param>
/// <param name="Data">What else the row has, by name. Names differ.</param>
/// <param name="Completions">The answers.</param>
public sealed record ScriptCalls(
    CompiledScript Script, string Prompt, IReadOnlyList<string> References, IReadOnlyList<KeyValuePair<string, string>> Data, IReadOnlyList<string> Completions)
{
    /// <summary>What each call may use.</summary>
    public ScriptLimits Limits { get; init; } = new();

    /// <summary>How many calls these are.</summary>
    public int Count => Completions.Count * Math.Max(1, References.Count);
}
