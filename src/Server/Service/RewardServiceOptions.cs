using Rlar.Scoring.Ledger;
using Rlar.Scoring.Pipeline;
using Rlar.Server.Live;

namespace Rlar.Server.Service;

/// <summary>How a service scores, and how much it takes on.</summary>
public sealed record RewardServiceOptions
{
    private readonly int _queue = 10_000;
    private readonly int _parallelism = Environment.ProcessorCount;
    private readonly int _expensiveCalls = 32;

    /// <summary>How tools are called. A tool that hangs is left alone and tried again after 30 s, by default.</summary>
    public ToolRunnerOptions Tools { get; init; } = new() { ProbesAfter = TimeSpan.FromSeconds(30) };

    /// <summary>
    /// Requests of one tool that may be under way, waiting ones included, at least 1; the next is told to come again. Each tool has its own, so that a
    /// slow one takes no places of the others. Default 10,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int Queue
    {
        get => _queue;
        init => _queue = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one request has a place.");
    }

    /// <summary>Calls of one tool at a time, at least 1, where it computes in this process. Default one per processor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int Parallelism
    {
        get => _parallelism;
        init => _parallelism = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one call is made at a time.");
    }

    /// <summary>
    /// The most calls at a time of one tool that asks a model or runs programs, at least 1: how many are made moves between 1 and this
    ///, as calls end well or not. Default 32.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int ExpensiveCalls
    {
        get => _expensiveCalls;
        init => _expensiveCalls = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one call is made at a time.");
    }

    /// <summary>How long an answer may take where the request does not say. Default 120 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// How long a group whose completions come one by one is waited for, from its first completion on, where a tool compares them; 0 for not at all.
    /// Default 2 s.
    /// </summary>
    public TimeSpan JoinWindow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How rewards become advantages; one that looks at a whole batch gives none here. Default null: rewards alone.</summary>
    public IAdvantages? Advantages { get; init; }

    /// <summary>The tools that requests may name: one that names another is refused. Default null: the router says what it thinks of it.</summary>
    public ToolRegistry? Registry { get; init; }

    /// <summary>Told of every group. Default null.</summary>
    public ILiveLog? Live { get; init; }

    /// <summary>Where everything that tools say is appended. It is not disposed of. Default null: nowhere.</summary>
    public LedgerLog? Ledger { get; init; }

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
