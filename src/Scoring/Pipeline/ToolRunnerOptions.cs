namespace Rlar.Scoring.Pipeline;

/// <summary>How tools are called.</summary>
public sealed record ToolRunnerOptions
{
    /// <summary>How long one call of a tool, for one group, may take. Default 30 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// After this many consecutive calls that missed the deadline a tool is not called again: each holds a thread for good. Default 3.
    /// </summary>
    public int HangsUntilSuspension { get; init; } = 3;

    /// <summary>
    /// How long a tool that is not called again is left alone before one call shows whether it has recovered; twice as long after each that shows it has
    /// not, up to 128 times. Default null: for as long as the runner is used.
    /// </summary>
    public TimeSpan? ProbesAfter { get; init; }

    /// <summary>Outcomes remembered of tools that cost more than string work, to be reused where a query and a completion come again. Default 65,536.</summary>
    public int CachedOutcomes { get; init; } = 65_536;

    /// <summary>About how many bytes of memory these may take, the oldest making room. Default 32 MiB.</summary>
    public long CachedBytes { get; init; } = 32 << 20;
}
