namespace Rlar.Scoring.Run;

/// <summary>What a tool said, on its own scale, and how long it took.</summary>
public sealed class ToolCount : OutcomeCount
{
    /// <summary>Time in calls, summed over threads.</summary>
    public TimeSpan Elapsed { get; internal set; }

    /// <summary>The slowest call, of one group.</summary>
    public TimeSpan Slowest { get; internal set; }
}
