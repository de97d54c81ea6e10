using Rlar.Scoring.Ledger;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>
/// Lines in, rows out in the same order, a bounded number of them in memory. Advantages that look at the whole input are
/// added in a second pass over the rewards (<see cref="SecondPass"/>), unless batches are small enough to wait for.
/// </summary>
/// <param name="files">Where the rows come from and go.</param>
/// <param name="options">How to score.</param>
/// <param name="routes">The version of the routes.</param>
/// <param name="scorer">Scores groups.</param>
/// <param name="progress">Told of every row.</param>
/// <param name="warn">Takes a sentence for the user.</param>
internal sealed class FileRun(
    RowFiles files, RewardRunOptions options, string routes, GroupScorer scorer, IProgress<RunProgress>? progress, Action<string>? warn)
{
    private readonly RunStatistics _statistics = new();
    private readonly AdvantageBatches _batches = new(options);
    private IOutputForm? _form;
    private long _rowsToDrop;
    private RunProgress _seen = new(0, 0, 0);

    /// <summary>Whether the run adds advantages in a second pass over the whole file.</summary>
    private bool HasSecondPass { get; } = options is { WaitsForBatch: true, BatchGroups: 0 };

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
        _form = files.Form();
        if (HasSecondPass && LookAhead())
        {
            WarnComplete();
            return _statistics;
        }

        using var source = LineSource.Open(files.Input, files.StandardInput, files.Reading);
        using (var output = ResumableOutput.Open(OutputAt(HasSecondPass ? files.Rewards : files.Output)))
        {
            if (!output.AlreadyComplete)
                await ScoreAsync(source, output, cancellationToken);
            else if (!HasSecondPass)
                WarnComplete();
        }

        if (HasSecondPass)
            new SecondPass(files.Rewards, OutputAt(files.Output), options.Advantages!).Run(cancellationToken);
        return _statistics;
    }

    /// <summary>
    /// Before the first pass: whether nothing is left for either. What stands in the way of the second is said before hours are spent on the first.
    /// </summary>
    private bool LookAhead()
    {
        var isComplete = ResumableOutput.LookAhead(OutputAt(files.Output));
        if (!File.Exists(files.Rewards))
            return isComplete && !File.Exists(files.Rewards + ".part");
        if (files.Mode == OutputMode.New)
        {
            throw new OutputException(
                files.Output, $"an earlier run left {files.Rewards}", "Give --resume to add the advantages to it, or --restart to throw it away.");
        }

        return false;
    }

    private void WarnComplete()
    {
        _statistics.AlreadyComplete = true;
        warn?.Invoke($"{files.Output} is complete already; nothing to do. It was not compared with {files.Input}: --restart scores anew.");
    }

    private ResumableOutputOptions OutputAt(string path) => new()
    {
        Path = path,
        Mode = files.Mode,
        Fingerprint = Fingerprint(),
        Form = path == files.Rewards ? null : _form,
        InputPath = files.Input == "-" ? null : files.Input,
        StandardOutput = files.StandardOutput,
        Clock = options.Clock,
        KeepsFingerprint = path == files.Rewards,
    };

    private Dictionary<string, string> Fingerprint()
    {
        var all = new Dictionary<string, string>([.. files.Fingerprint, .. options.Fingerprint])
        {
            ["rlar"] = typeof(FileRun).Assembly.GetName().Version!.ToString(3),
            ["routes"] = routes,
        };
        if (_form is not null)
            all["form"] = _form.Version;
        return all;
    }

    private async Task ScoreAsync(LineSource source, ResumableOutput output, CancellationToken cancellationToken)
    {
        var parser = new RowParser(new RowParserOptions { Columns = files.Columns });
        var kept = SkipKept(source, parser, output, cancellationToken);
        using var ledger = files.Ledger is null
            ? null
            : new LedgerWriter(files.Ledger, new LedgerStart(files.Output), files.Mode == OutputMode.Resume ? kept : null);
        using var writer = new OutcomeWriter();
        var lines = new LineScorer(parser, scorer, source.Name);
        var row = _statistics.ResumedRows;

        var results = OrderedWork.RunAsync(token => LineRead.Next(source, token), lines.ScoreAsync, options.Parallelism, cancellationToken);
        await foreach (var line in results)
        {
            _seen = new RunProgress(_seen.Rows + 1, _seen.Completions + (line.Group?.Outcomes.Count ?? 0), _seen.Bytes + line.Bytes);
            progress?.Report(_seen);
            if (line.Group is not { } group)
            {
                Refuse(line.Error!);
                continue;
            }

            _statistics.Add(group);
            ledger?.Append(++row, group);
            foreach (var ready in HasSecondPass ? [group] : _batches.Add(group))
                Write(output, ledger, writer, ready);
        }

        foreach (var ready in _batches.End())
            Write(output, ledger, writer, ready);
        output.Complete();
        ledger?.Complete();
    }

    /// <summary>
    /// Goes past the rows that an earlier run has written, holding their ids against the input's. In batches, the batch that was cut in two
    /// is scored again whole, and only its missing rows are written.
    /// </summary>
    /// <returns>How many rows are kept and not scored again.</returns>
    private long SkipKept(LineSource source, RowParser parser, ResumableOutput output, CancellationToken cancellationToken)
    {
        _statistics.ResumedRows = output.ResumedRows;
        var kept = output.ResumedRows;
        if (options is { WaitsForBatch: true, BatchGroups: > 0 })
            kept -= kept % options.BatchGroups;
        foreach (var id in output.ResumedIds().Take((int)Math.Min(kept, int.MaxValue)))
        {
            var query = NextQuery(source, parser, cancellationToken)
                ?? throw OfAnotherInput($"has more rows than {source.Name}");
            if (query.Id != id)
                throw OfAnotherInput($"goes on with row '{id}' where {source.Name} has '{query.Id}'");
        }

        _rowsToDrop = output.ResumedRows - kept;
        _statistics.ResumedRows = kept;
        return kept;
    }

    private Query? NextQuery(LineSource source, RowParser parser, CancellationToken cancellationToken)
    {
        while (LineRead.Next(source, cancellationToken) is { } read)
        {
            using var line = read.Line;
            _seen = _seen with { Bytes = _seen.Bytes + (line?.Bytes.Length + 1 ?? 0) };
            progress?.Report(_seen);
            try
            {
                return line is null ? throw read.Error! : parser.Parse(line.Bytes.Span, line.Number, source.Name).Query;
            }
            catch (InputException) when (files.SkipsBadRows)
            {
                _statistics.SkippedRows++; // refused and told in the run that is resumed
            }
        }

        return null;
    }

    private OutputException OfAnotherInput(string how) =>
        new($"{files.Output}.part", $"it {how}: it is of another input", "Use --restart to begin anew.");

    private void Refuse(InputException error)
    {
        if (!files.SkipsBadRows)
            throw error;
        _statistics.SkippedRows++;
        warn?.Invoke(error.Message);
    }

    private void Write(ResumableOutput output, LedgerWriter? ledger, OutcomeWriter writer, ScoredGroup group)
    {
        if (_rowsToDrop-- > 0)
            return;
        ledger?.Flush(); // the ledger first: it is cut to the output on resuming, not the other way round
        output.Append(writer.Write(group, withLengths: HasSecondPass).Span);
    }
}
