using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Comparison;

/// <summary>Which rows two tools are compared on, and how.</summary>
public sealed record ComparisonOptions
{
    private readonly int _differences = 10;

    /// <summary>The rows, as <see cref="LineSource"/> reads them: a path, or "-" for <see cref="StandardInput"/>. They need no prompt.</summary>
    public required string Input { get; init; }

    /// <summary>What the input "-" stands for. It is not disposed of.</summary>
    public Stream? StandardInput { get; init; }

    /// <summary>Which columns hold what, where they do not have one of the usual names. Default none.</summary>
    public ColumnMap Columns { get; init; } = ColumnMap.None;

    /// <summary>Rows of another file that complete those of the input, by id. Default null: none.</summary>
    public RowJoin? Join { get; init; }

    /// <summary>What tells the rows of one group, where a row has one completion of it, or some. Default null: a row is a group.</summary>
    public GroupKey? GroupBy { get; init; }

    /// <summary>How many of the completions that differ are kept, at least 0. Default 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public int Differences
    {
        get => _differences;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _differences = value;
        }
    }

    /// <summary>How tools are called.</summary>
    public ToolRunnerOptions Tools { get; init; } = new();

    /// <summary>The clock of deadlines. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
