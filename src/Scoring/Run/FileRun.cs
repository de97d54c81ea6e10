using Rlar.Scoring.Ledger;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>
/// Lines in, rows out in the same order, a bounded number of them in memory. Advantages that look at the whole input are
/// added in a second pass over the rewards (<see cref="SecondPass"/>), unless batches are small enough to wait for; so are those of groups whose
/// completions stand in several rows.
/// </summary>
/// <param name="files">Where the rows come from and go.</param>
/// <param name="options">How to score.</param>
/// <param name="router">Picks the tools.</param>
/// <param name="scorer">Scores groups.</param>
/// <param name="progress">Told of every row.</param>
/// <param name="warn">Takes a sentence for the user.</param>
internal sealed partial class FileRun(
    RowFiles files, RewardRunOptions options, IRouter router, GroupScorer scorer, IProgress<RunProgress>? progress, Action<string>? warn)
{
    private readonly RunStatistics _statistics = new();
    private readonly RowLooks _looks = new(router, options.Advantages, files.GroupBy);
    private RunProgress _seen = new(0, 0, 0);

    /// <summary>Whether the run adds advantages in a second pass over the whole file.</summary>
    private bool HasSecondPass { get; } =
        files.GroupBy is null ? options is { WaitsForBatch: true, BatchGroups: 0 } : options.Advantages is not null;

    /// <summary>What the first pass writes.</summary>
    private string FirstOutput => HasSecondPass ? files.Rewards : files.Output;

    private string? InputPath => files.Input == "-" ? null : files.Input;

    /// <summary>Runs to the end, or to the first bad row.</summary>
    /// <param name="cancellationToken">Ends the run; what was scored is kept.</param>
    internal async Task<RunStatistics> RunAsync(CancellationToken cancellationToken)
    {
        if (HasSecondPass && files.Output == "-")
        {
            throw new OutputException(
                "stdout", "the advantages look at the whole input before the first row can be written", "Write to a file, or give the batches a size.");
        }

        files.CheckLedger();
        if (files.Mode is OutputMode.Extend or OutputMode.RetryFailed && files.Output != "-")
            await ReworkAsync(files.Mode == OutputMode.RetryFailed, cancellationToken);
        else
            await PassAsync(files.Mode, null, cancellationToken);
        _looks.End(_statistics, files.Input == "-" ? "stdin" : files.Input, warn);
        return _statistics;
    }

    /// <summary>Both passes, or the one there is.</summary>
    /// <param name="mode">What to do about an unfinished output.</param>
    /// <param name="made">The finished output that this one is made from, for a run that begins; null for none.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    private async Task PassAsync(OutputMode mode, OutputBase? made, CancellationToken cancellationToken)
    {
        if (HasSecondPass)
            LookAhead(mode);
        if (mode == OutputMode.Resume && made is null && IsComplete)
        {
            Compare(files.Output, cancellationToken);
            return;
        }

        if (!await FirstPassAsync(mode, made ?? (mode == OutputMode.Resume ? BaseOfUnfinished() : null), cancellationToken))
            Compare(FirstOutput, cancellationToken);
        if (!HasSecondPass)
            return;
        var second = new SecondPass(files.Rewards, OutputAt(files.Output, OutputMode.Restart), options.Advantages!, files.GroupBy is not null);
        if (second.Run(cancellationToken) is { } keyed)
            _statistics.Regroup(keyed);
    }

    /// <summary>Scores.</summary>
    /// <returns>
    /// Whether there was anything to do; not where another run has completed the output meanwhile, or it was the second pass that was interrupted.
    /// </returns>
    private async Task<bool> FirstPassAsync(OutputMode mode, OutputBase? made, CancellationToken cancellationToken)
    {
        using var kept = made is null ? null : OpenBase(made);
        LedgerWriter? ledger = null;
        try
        {
            var start = new LedgerStart(files.Output, files.Disk);
            var pipe = InputPath is null && files.StandardInput is { } stream ? new IdleInput(stream) : null;
            using var source = OpenInput(pipe);
            using var output = ResumableOutput.Open(OutputAt(FirstOutput, mode) with
            {
                Base = made,
                OnStart = start.Forget,
                BeforeRows = () => ledger?.Flush(), // the ledger first: it is cut to the output on resuming, not the other way round
            });
            if (output.AlreadyComplete)
                return false;
            var parser = Parser();
            var input = new KeptInput(source, parser, files.SkipsBadRows, output.Name);
            var cut = SkipKept(input, output, cancellationToken);
            if (files.Ledger is not null)
                ledger = new LedgerWriter(files.Ledger, start, output.IsResumed ? output.ResumedRows : null, files.Disk);
            using var sink = new RowSink(output, ledger, options, HasSecondPass, cut.Count);
            using var rows = new RunRows(source, input, cut, kept?.Read(output.ResumedRows) ?? [], made is { Retries: true }, files.Output);
            await ScoreAsync(rows, new RowScorer(parser, scorer, options, _looks, source.Name), sink, pipe, cancellationToken);
            _statistics.SkippedRows += input.SkippedRows;
            sink.Complete();
            return true;
        }
        finally
        {
            ledger?.Dispose(); // after the output, whose last rows wait for it
        }
    }

    private LineSource OpenInput(Stream? pipe = null) => LineSource.Open(
        files.Input,
        pipe ?? files.StandardInput,
        new LineSourceOptions { MaxLineBytes = files.MaxLineBytes, LongLineRemedy = files.LongLineRemedy });

    private RowParser Parser() => new(new RowParserOptions { Columns = files.Columns, Join = files.Join });

    private ResumableOutputOptions OutputAt(string path, OutputMode mode) => new()
    {
        Path = path,
        Mode = mode,
        Fingerprint = Fingerprint,
        InputPath = InputPath,
        StandardOutput = files.StandardOutput,
        Clock = options.Clock,
        KeepsRecord = true,
        Disk = files.Disk,
        FlushBytes = files.FlushBytes,
    };

    private Dictionary<string, string> Fingerprint => new([.. files.Fingerprint, .. options.Fingerprint])
    {
        ["rlar"] = typeof(FileRun).Assembly.GetName().Version!.ToString(3),
        ["routes"] = router.Version,
    };

    private async Task ScoreAsync(RunRows rows, RowScorer scorers, RowSink sink, IdleInput? pipe, CancellationToken cancellationToken)
    {
        pipe?.OnIdle = sink.Flush;
        await foreach (var row in OrderedWork.RunAsync(Next, scorers.ScoreAsync, options.Parallelism, cancellationToken))
        {
            Add(row, sink);
            pipe?.End();
        }

        RowWork? Next(CancellationToken token)
        {
            var row = rows.Next(token);
            if (row is not null)
                pipe?.Begin();
            return row;
        }
    }

    private void Add(RowDone row, RowSink sink)
    {
        var scored = row.Error is null && row.Scored is null ? 0 : 1;
        _seen = new RunProgress(_seen.Rows + scored, _seen.Completions + (row.Scored?.Outcomes.Count ?? 0), _seen.Bytes + row.Bytes);
        progress?.Report(_seen);
        if (row.Error is { } error)
        {
            Refuse(error);
            return;
        }

        if (row.Scored is { } group)
        {
            _statistics.Add(group);
            if (row.Look is { } look)
                _looks.Add(look, group);
        }
        else
        {
            _statistics.ResumedRows++;
        }

        sink.Add(row);
    }

    /// <summary>
    /// Goes past the rows that an earlier run has written, holding the input against what they were made of.
    /// </summary>
    /// <returns>The last of them, where advantages of rows to come look at them, too: those of a batch that was cut in two.</returns>
    private IReadOnlyList<(byte[] Row, RowHashes Hashes)> SkipKept(KeptInput input, ResumableOutput output, CancellationToken cancellationToken)
    {
        var cut = options is { WaitsForBatch: true, BatchGroups: > 0 } ? output.ResumedRows % options.BatchGroups : 0;
        _statistics.ResumedRows += output.ResumedRows - cut;
        foreach (var hashes in output.ResumedHashes().Take((int)Math.Min(output.ResumedRows - cut, int.MaxValue)))
        {
            input.Next(hashes.Input, cancellationToken).Dispose();
            progress?.Report(_seen = _seen with { Bytes = input.Bytes });
        }

        return cut == 0 ? [] : output.LastRows((int)cut);
    }

    private void Refuse(InputException error)
    {
        if (!files.SkipsBadRows)
            throw error;
        _statistics.SkippedRows++;
        warn?.Invoke(error.Message);
    }
}
