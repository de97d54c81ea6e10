using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Replay;

/// <summary>Which run is replayed, on which rows.</summary>
public sealed record ReplayOptions
{
    private readonly double _tolerance;

    /// <summary>The ledger that the run wrote. It says what was said of which completion, and not the texts: these are in the rows.</summary>
    public required string Ledger { get; init; }

    /// <summary>The rows that the run scored: a path, or "-" for <see cref="StandardInput"/>.</summary>
    public required string Input { get; init; }

    /// <summary>What the input "-" stands for. It is not disposed of.</summary>
    public Stream? StandardInput { get; init; }

    /// <summary>Which columns hold what, as it was for the run. Default none.</summary>
    public ColumnMap Columns { get; init; } = ColumnMap.None;

    /// <summary>Rows of another file that complete those of the input, by id. Default null: none.</summary>
    public RowJoin? Join { get; init; }

    /// <summary>Which run of the ledger, from 1. Default null: the last.</summary>
    public int? Run { get; init; }

    /// <summary>How far two values may be apart and still be the same, at least 0. Default 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0, or NaN.</exception>
    public double Tolerance
    {
        get => _tolerance;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _tolerance = double.IsNaN(value) ? throw new ArgumentOutOfRangeException(nameof(value)) : value;
        }
    }

    /// <summary>How tools are called.</summary>
    public ToolRunnerOptions Tools { get; init; } = new();

    /// <summary>The clock of deadlines. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
