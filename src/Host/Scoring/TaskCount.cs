namespace Rlar.Host.Scoring;

/// <summary>What became of a task's groups.</summary>
internal sealed class TaskCount : OutcomeCount
{
    /// <summary>Groups.</summary>
    internal long Groups { get; set; }

    /// <summary>Groups of two or more rewards that are all equal.</summary>
    internal long ZeroVarianceGroups { get; set; }
}
