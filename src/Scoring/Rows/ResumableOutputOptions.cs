namespace Rlar.Scoring.Rows;

/// <summary>Where rows are written and how.</summary>
public sealed record ResumableOutputOptions
{
    /// <summary>The output, or "-" for <see cref="StandardOutput"/>.</summary>
    public required string Path { get; init; }

    /// <summary>What to do about an unfinished output. Default New.</summary>
    public OutputMode Mode { get; init; } = OutputMode.New;

    /// <summary>
    /// What the rows depend on, by name: settings, tool versions, the identity of the input. A run that differs in any of it cannot go on
    /// with the output. Default nothing.
    /// </summary>
    public IReadOnlyDictionary<string, string> Fingerprint { get; init; } = new Dictionary<string, string>();

    /// <summary>The input, if it is a file, so that it is not taken for the output as well.</summary>
    public string? InputPath { get; init; }

    /// <summary>
    /// Whether what the rows were made of stays beside the completed output, in OUT.run, so that it can be held against the input, extended
    /// and retried. Default false.
    /// </summary>
    internal bool KeepsRecord { get; init; }

    /// <summary>The finished output that this one is made from. Default null: none.</summary>
    internal OutputBase? Base { get; init; }

    /// <summary>
    /// Called when the output begins without a row, while no other process can write it: nothing of an earlier run counts any more. Default null.
    /// </summary>
    internal Action? OnStart { get; init; }

    /// <summary>Called before rows are handed to the operating system: what must not be behind them goes first. Default null: nothing.</summary>
    internal Action? BeforeRows { get; init; }

    /// <summary>How files are changed. Default: as they are.</summary>
    internal RunDisk Disk { get; init; } = RunDisk.Real;

    /// <summary>What "-" stands for; it is not disposed with the output.</summary>
    public Stream? StandardOutput { get; init; }

    /// <summary>Rows are handed to the operating system once this many bytes are waiting. Default 64 KiB.</summary>
    public int FlushBytes { get; init; } = 64 << 10;

    /// <summary>
    /// A row that is written this long after the last flush is handed over at once, with those before it. Default 200 ms: slow rows are
    /// safe as soon as they are made.
    /// </summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The clock of <see cref="FlushInterval"/>. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
