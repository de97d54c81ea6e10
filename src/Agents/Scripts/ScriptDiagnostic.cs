using System.Globalization;

namespace Rlar.Agents.Scripts;

/// <summary>Why a script is refused.</summary>
/// <param name="Id">"RS" and three digits for a rule of scripts (docs/scripts.md), "CS" and four for an error of the compiler.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record ScriptDiagnostic(string Id, int Line, string Message)
{
    /// <summary>As a compiler writes it: "line 3: RS004: …".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}: {Id}: {Message}");
}
