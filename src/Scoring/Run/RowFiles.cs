using System.Globalization;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>Where a run's rows come from and where they go.</summary>
public sealed record RowFiles
{
    private readonly int _maxLineBytes = new LineSourceOptions().MaxLineBytes;

    /// <summary>The input: a path, or "-" for <see cref="StandardInput"/>. JSON lines or an array, and what <see cref="Formats"/> reads.</summary>
    public required string Input { get; init; }

    /// <summary>What the input "-" stands for. It is not disposed of.</summary>
    public Stream? StandardInput { get; init; }

    /// <summary>What is read and written beside JSON. Default null: nothing.</summary>
    public IRowFormats? Formats { get; init; }

    /// <summary>Which set of rows is read of an input that is a folder of several. Default null: the only one.</summary>
    public string? Split { get; init; }

    /// <summary>The output: a path, or "-" for <see cref="StandardOutput"/>.</summary>
    public required string Output { get; init; }

    /// <summary>What the output "-" stands for. It is not disposed of.</summary>
    public Stream? StandardOutput { get; init; }

    /// <summary>What to do about an unfinished output. Default: refuse to start.</summary>
    public OutputMode Mode { get; init; } = OutputMode.New;

    /// <summary>Whether a bad row is reported and passed over. Default false: it ends the run.</summary>
    public bool SkipsBadRows { get; init; }

    /// <summary>Which columns hold what, where they do not have one of the usual names. Default none.</summary>
    public ColumnMap Columns { get; init; } = ColumnMap.None;

    /// <summary>
    /// What tells the rows of one group, where a row has one completion of it, or some; they need not be adjacent. Advantages are then computed
    /// over the whole file at once, whatever the size of batches, from the rewards in memory (some 40 bytes a completion), and the output is a
    /// file. Default null: a row is a group.
    /// </summary>
    public GroupKey? GroupBy { get; init; }

    /// <summary>Rows of another file that complete those of the input, by id. Default null: none.</summary>
    public RowJoin? Join { get; init; }

    /// <summary>Longest line in bytes, 1 to <see cref="LineSourceOptions.GreatestLimit"/>; a longer one is a bad row. Default 64 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside of these.</exception>
    public int MaxLineBytes
    {
        get => _maxLineBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LineSourceOptions.GreatestLimit);
            _maxLineBytes = value;
        }
    }

    /// <summary>What a person is told to do about a line that is too long.</summary>
    public string LongLineRemedy { get; init; } = new LineSourceOptions().LongLineRemedy;

    /// <summary>A file to which everything that a tool said of a completion is appended. Default null: none.</summary>
    public string? Ledger { get; init; }

    /// <summary>How files are changed.</summary>
    internal RunDisk Disk { get; init; } = RunDisk.Real;

    /// <summary>Rows are handed to the operating system once this many bytes are waiting.</summary>
    internal int FlushBytes { get; init; } = 64 << 10;

    /// <summary>What of this decides the rows, by name. A limit that ends the run decides none: it may be raised, and the run resumed.</summary>
    internal IReadOnlyDictionary<string, string> Fingerprint => new Dictionary<string, string>
    {
        ["input"] = Split is null ? Input : $"{Input}, split {Split}",
        ["columns"] = Columns.ToString(),
        ["group-by"] = GroupBy?.Name ?? "the row",
        ["join"] = Join?.Version ?? "",
        ["on-error"] = SkipsBadRows ? string.Create(CultureInfo.InvariantCulture, $"skip, and lines beyond {MaxLineBytes} bytes") : "stop",
    };

    /// <summary>How the input is read.</summary>
    internal LineSourceOptions Reading => new()
    {
        MaxLineBytes = MaxLineBytes,
        LongLineRemedy = LongLineRemedy,
        Formats = Formats,
        Split = Split,
        Keys = new RowParser(Parsing).Keys.With(GroupBy?.Column),
    };

    /// <summary>How rows are read.</summary>
    internal RowParserOptions Parsing => new() { Columns = Columns, Join = Join };

    /// <summary>The form of the completed output where it is more than lines of JSON; null where it is these.</summary>
    /// <exception cref="OutputException">The output cannot have its form.</exception>
    internal IOutputForm? Form() => Output == "-" ? null : Formats?.Form(Output, new RowInput(Input, Reading));

    /// <summary>The output of the first pass, where advantages are added in a second one.</summary>
    internal string Rewards => Output + ".rewards";

    /// <summary>Refuses a ledger that is another of the run's files.</summary>
    /// <exception cref="OutputException">It is, or it is no file.</exception>
    internal void CheckLedger()
    {
        if (Ledger is null)
            return;
        if (Ledger is "" or "-")
            throw new OutputException(Ledger, "the ledger is a file; standard output is for the rows", "Give the ledger a path.");
        string[] taken =
        [
            Input,
            .. from output in new[] { Output, Rewards }
            from end in new[] { "", ".run", ".part", ".part.run", ".part.run.tmp", ".part.tmp" }
            select output + end,
            Output + ".part.ledger",
            Output + ".part.ledger.tmp",
        ];
        if (taken.Any(path => path.Length > 0 && Path.GetFullPath(path) == Path.GetFullPath(Ledger)))
            throw new OutputException(Ledger, "the ledger would be the run's input or output", "Give it a file of its own.");
    }
}
