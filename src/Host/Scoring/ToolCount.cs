namespace Rlar.Host.Scoring;

/// <summary>What a tool said, on its own scale, and how long it took.</summary>
internal sealed class ToolCount : OutcomeCount
{
    /// <summary>Time in calls, summed over threads.</summary>
    internal TimeSpan Elapsed { get; set; }

    /// <summary>The slowest call, of one group.</summary>
    internal TimeSpan Slowest { get; set; }
}
