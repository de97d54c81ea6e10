namespace Rlar.Agents.Evolution;

/// <summary>One task of a walk, before and after.</summary>
/// <param name="Label">The task's label.</param>
/// <param name="Description">What an answer must do; "" where the rows do not say it.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Need">Why a tool was looked for, or why none was, a clause.</param>
/// <param name="ToolsBefore">The tools that scored its rows before.</param>
/// <param name="Before">The figures by them.</param>
/// <param name="Attempts">The authors that were asked, in order.</param>
/// <param name="ToolAfter">The admitted tool as ID@VERSION; null for none.</param>
/// <param name="After">The figures by it, over all rows; null without one.</param>
/// <param name="HeldOut">The figures by it over the rows whose labels its author was not shown; null without a tool or such rows.</param>
public sealed record TaskEvolution(
    string Label,
    string Description,
    int Rows,
    TaskOutcome Outcome,
    string Need,
    IReadOnlyList<string> ToolsBefore,
    TaskFigures Before,
    IReadOnlyList<EvolutionAttempt> Attempts,
    string? ToolAfter,
    TaskFigures? After,
    TaskFigures? HeldOut);
