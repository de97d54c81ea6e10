using Rlar.Agents.Pipeline;
using Rlar.Agents.Rows;
using Rlar.Grpo.Advantages;

namespace Rlar.Host.Scoring;

/// <summary>What <c>rlar score</c> was asked to do.</summary>
internal sealed record ScoreSettings
{
    /// <summary>The input: a path, or "-".</summary>
    internal required string Input { get; init; }

    /// <summary>The output: a path, or "-".</summary>
    internal required string Output { get; init; }

    /// <summary>What to do about an unfinished output.</summary>
    internal OutputMode Mode { get; init; }

    /// <summary>Whether a bad row is reported and passed over instead of ending the run.</summary>
    internal bool SkipsBadRows { get; init; }

    /// <summary>Which columns hold what.</summary>
    internal ColumnMap Columns { get; init; } = ColumnMap.None;

    /// <summary>Longest line in bytes.</summary>
    internal int MaxLineBytes { get; init; }

    /// <summary>What to do about a longer line; the default fits a command whose limit cannot be raised.</summary>
    internal string LongLineRemedy { get; init; } = new LineSourceOptions().LongLineRemedy;

    /// <summary>Groups scored at a time.</summary>
    internal int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>How tools are called.</summary>
    internal ToolRunnerOptions Tools { get; init; } = new();

    /// <summary>Whether outcomes carry their time.</summary>
    internal bool MeasuresTime { get; init; }

    /// <summary>How rewards become advantages; null for rewards alone.</summary>
    internal AdvantageOptions? Advantages { get; init; }

    /// <summary>Groups a batch for estimators that look at one; 0: the whole input is the batch.</summary>
    internal int BatchGroups { get; init; }

    /// <summary>The ledger's path, or null.</summary>
    internal string? Ledger { get; init; }

    /// <summary>All that the rows depend on, by name, for resuming.</summary>
    internal IReadOnlyDictionary<string, string> Fingerprint { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether advantages have to wait for other groups.</summary>
    internal bool WaitsForBatch => Advantages is { IsGroupLocal: false };
}
