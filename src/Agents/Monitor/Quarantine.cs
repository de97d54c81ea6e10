namespace Rlar.Agents.Monitor;

/// <summary>The decision to ask a tool no more, with its evidence. Whoever routes carries it out; the monitor only decides.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Task">The task, where tools are watched by task; else null.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Row">The row after which it was decided, from 1.</param>
/// <param name="Figure">What was found: a share, a number of groups, or standard deviations.</param>
/// <param name="Limit">What the rule allows of it.</param>
/// <param name="Fallback">The tool to ask in its place: the next of the last route that is not in quarantine itself; null for none.</param>
/// <param name="Examples">Ids of queries that show it.</param>
/// <param name="Why">All that in a sentence.</param>
public sealed record Quarantine(
    string Tool, string? Task, QuarantineRule Rule, long Row, double Figure, double Limit, string? Fallback, IReadOnlyList<string> Examples, string Why);
