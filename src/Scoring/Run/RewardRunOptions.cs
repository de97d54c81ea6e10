using System.Globalization;
using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Run;

/// <summary>How groups are scored, wherever they come from.</summary>
public sealed record RewardRunOptions
{
    /// <summary>The most groups that can be scored at a time.</summary>
    public const int GreatestParallelism = 4096;

    private readonly int _parallelism = Environment.ProcessorCount;
    private readonly int _batchGroups;

    /// <summary>How rewards become advantages. Default null: rewards alone.</summary>
    public IAdvantages? Advantages { get; init; }

    /// <summary>
    /// Groups in a batch, for advantages that look at one. Default 0: everything is one batch, and no group has its advantages before the last is
    /// scored.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public int BatchGroups
    {
        get => _batchGroups;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _batchGroups = value;
        }
    }

    /// <summary>Whether outcomes carry their time. Default false: a run can be repeated byte by byte.</summary>
    public bool MeasuresTime { get; init; }

    /// <summary>How tools are called. Patience is no setting of the result: a run that is resumed may have more of it.</summary>
    public ToolRunnerOptions Tools { get; init; } = new();

    /// <summary>Groups scored at a time, 1 to <see cref="GreatestParallelism"/>. Default one per processor. Results come in order all the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside of these.</exception>
    public int Parallelism
    {
        get => _parallelism;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, GreatestParallelism);
            _parallelism = value;
        }
    }

    /// <summary>The clock of deadlines and of measured times. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether advantages have to wait for other groups.</summary>
    internal bool WaitsForBatch => Advantages is { IsGroupLocal: false };

    /// <summary>What of this decides the rows, by name.</summary>
    internal IReadOnlyDictionary<string, string> Fingerprint => new Dictionary<string, string>
    {
        ["advantages"] = Advantages?.Version ?? "none",
        ["batch"] = BatchGroups.ToString(CultureInfo.InvariantCulture),
        ["timing"] = MeasuresTime ? "true" : "false",
    };
}
