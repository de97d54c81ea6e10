namespace Rlar.Scoring.Run;

/// <summary>What a tool said, on its own scale, and how long it took.</summary>
public sealed class ToolCount : OutcomeCount
{
    /// <summary>Time in calls, summed over threads.</summary>
    public TimeSpan Elapsed { get; internal set; }

    /// <summary>Comparisons of one answer with another, where the tool compares: the sum of the outcomes' parts "opponents".</summary>
    public long Comparisons { get; internal set; }

    /// <summary>Those that neither answer won, because the tool preferred whichever stood in one place: the sum of the parts "ties".</summary>
    public long Ties { get; internal set; }

    /// <summary>The slowest call, of one group.</summary>
    public TimeSpan Slowest { get; internal set; }
}
