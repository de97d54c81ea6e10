namespace Rlar.Scoring.Run;

/// <summary>What became of a task's groups.</summary>
public sealed class TaskCount : OutcomeCount
{
    /// <summary>Groups.</summary>
    public long Groups { get; internal set; }

    /// <summary>Groups of two or more rewards that are all equal.</summary>
    public long ZeroVarianceGroups { get; internal set; }
}
