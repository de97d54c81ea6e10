namespace Rlar.Agents.Monitor;

/// <summary>A window in which a tool is not as it was in the reference.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Task">The task, where tools are watched by task; else null.</param>
/// <param name="Kind">What changed.</param>
/// <param name="Window">The window among those of the tool after its reference, from 1.</param>
/// <param name="FirstRow">The window's first row among all rows, from 1.</param>
/// <param name="LastRow">Its last.</param>
/// <param name="Before">The share or mean in the reference.</param>
/// <param name="Now">The share or mean in the window.</param>
/// <param name="Statistic">z of two proportions, Welch's t, or Kolmogorov's D; for shares the decision is by the exact p, not by z.</param>
/// <param name="P">The probability of as much by chance where nothing changed.</param>
/// <param name="Limit">Below which probability there is an alarm, see <see cref="MonitorOptions.FalseAlarms"/>.</param>
/// <param name="Examples">Ids of queries of the window that show it.</param>
/// <param name="Why">All that in a sentence.</param>
public sealed record DriftAlarm(
    string Tool,
    string? Task,
    DriftKind Kind,
    int Window,
    long FirstRow,
    long LastRow,
    double Before,
    double Now,
    double Statistic,
    double P,
    double Limit,
    IReadOnlyList<string> Examples,
    string Why);
