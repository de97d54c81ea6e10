namespace Rlar.Agents.Monitor;

/// <summary>How a tool did over a window of groups.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Task">The task, where tools are watched by task; else null.</param>
/// <param name="Window">The window after the reference, from 1; 0 is the reference.</param>
/// <param name="IsWhole">Whether the window is full; one that is not is tested against nothing.</param>
/// <param name="FirstRow">Its first row among all rows, from 1.</param>
/// <param name="LastRow">Its last row.</param>
/// <param name="Groups">Its groups.</param>
/// <param name="Scored">Completions that were scored.</param>
/// <param name="Unscorable">Completions that it had nothing to judge by.</param>
/// <param name="Failed">Completions on which it failed.</param>
public sealed record WindowFigures(
    string Tool, string? Task, int Window, bool IsWhole, long FirstRow, long LastRow, int Groups, int Scored, int Unscorable, int Failed)
{
    /// <summary>All completions.</summary>
    public int Completions => Scored + Unscorable + Failed;

    /// <summary>The share of groups, of those with two scored completions, whose values are all the same, 0 to 1; null where there is none.</summary>
    public double? Flat { get; init; }

    /// <summary>The mean of the groups' mean values, on the tool's own scale; null where nothing was scored.</summary>
    public double? Mean { get; init; }

    /// <summary>The standard deviation of the groups' mean values (n - 1); null below two groups.</summary>
    public double? Deviation { get; init; }

    /// <summary>tau-b of value and length within groups, the mean over groups, -1 to 1; null where no group has one.</summary>
    public double? Length { get; init; }

    /// <summary>tau-b with the other tools of the route within groups, the mean over tools and groups, -1 to 1; null where no group has one.</summary>
    public double? Agreement { get; init; }

    /// <summary>Mean time of a completion in milliseconds; null where it was not measured. It has no alarm: the machine's load is no drift of a tool.</summary>
    public double? Milliseconds { get; init; }
}
