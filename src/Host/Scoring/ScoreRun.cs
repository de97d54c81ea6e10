using Rlar.Agents.Pipeline;
using Rlar.Agents.Rewards;
using Rlar.Agents.Routing;
using Rlar.Agents.Rows;
using Rlar.Grpo.Advantages;
using Rlar.Kernels.Cpu;

namespace Rlar.Host.Scoring;

/// <summary>
/// <c>rlar score</c>: lines in, rows out in the same order, a bounded number of them in memory. Advantages that look at a whole batch are
/// added in a second pass over the rewards (<see cref="BatchAdvantages"/>), unless batches are small enough to wait for.
/// </summary>
/// <param name="settings">What to do.</param>
/// <param name="router">Picks the tools.</param>
/// <param name="progress">Told of every row.</param>
/// <param name="warn">Takes a line for the user.</param>
/// <param name="standardOutput">What the output "-" is.</param>
internal sealed class ScoreRun(ScoreSettings settings, IRouter router, IProgress<ScoredLine> progress, Action<string> warn, Stream standardOutput) : IDisposable
{
    private readonly CpuBackend _backend = new(new CpuOptions { Threads = 1 }); // the groups are spread over the threads already
    private readonly OutcomeWriter _writer = new();
    private readonly RunStatistics _statistics = new();
    private long _rowsToDrop;

    private CpuAdvantages<double> Kernels => new(_backend);

    /// <summary>Whether the run adds advantages in a second pass over the whole file.</summary>
    private bool HasSecondPass => settings is { WaitsForBatch: true, BatchGroups: 0 };

    /// <summary>Runs to the end, or to the first bad row.</summary>
    /// <param name="cancellationToken">Ends the run; what was scored is kept.</param>
    /// <exception cref="InputException">A bad row that is not to be passed over; the rows before it are written.</exception>
    internal async Task<RunStatistics> RunAsync(CancellationToken cancellationToken)
    {
        using var source = LineSource.Open(
            settings.Input,
            System.Console.OpenStandardInput(),
            new LineSourceOptions { MaxLineBytes = settings.MaxLineBytes, LongLineRemedy = settings.LongLineRemedy });
        var rewardsPath = settings.Output + ".rewards";
        using (var output = OpenOutput(HasSecondPass ? rewardsPath : settings.Output))
        {
            if (!output.AlreadyComplete)
                await ScoreAsync(source, output, cancellationToken);
            else if (!HasSecondPass)
                warn($"{settings.Output} is complete already; nothing to do. It was not compared with {settings.Input}: --restart scores anew.");
        }

        if (HasSecondPass)
            new BatchAdvantages(settings, Kernels).Run(rewardsPath, cancellationToken);
        return _statistics;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _backend.Dispose();
    }

    private ResumableOutput OpenOutput(string path) => ResumableOutput.Open(new ResumableOutputOptions
    {
        Path = path,
        Mode = settings.Mode,
        Fingerprint = settings.Fingerprint,
        InputPath = settings.Input == "-" ? null : settings.Input,
        StandardOutput = standardOutput,
    });

    private async Task ScoreAsync(LineSource source, ResumableOutput output, CancellationToken cancellationToken)
    {
        var parser = new RowParser(new RowParserOptions { Columns = settings.Columns });
        var kept = SkipKept(source, parser, output, cancellationToken);
        using var ledger = settings.Ledger is null
            ? null
            : new LedgerWriter(settings.Ledger, new LedgerStart(settings.Output), settings.Mode == OutputMode.Resume ? kept : null);
        var local = settings is { Advantages: { IsGroupLocal: true } options } ? new AdvantageComputation(Kernels, options) : null;
        var scorer = new GroupScorer(router, new ToolRunner(settings.Tools, TimeProvider.System), settings.MeasuresTime);
        var lines = new LineScorer(parser, scorer, local, source.Name);
        var waiting = new List<ScoredLine>();
        var row = _statistics.ResumedRows;

        var results = OrderedWork.RunAsync(token => LineRead.Next(source, token), lines.ScoreAsync, settings.Parallelism, cancellationToken);
        await foreach (var line in results)
        {
            progress.Report(line);
            if (line.Error is { } error)
            {
                Refuse(error);
                continue;
            }

            _statistics.Add(line.Scored!);
            ledger?.Append(++row, line.Scored!);
            if (!settings.WaitsForBatch || HasSecondPass)
            {
                Write(output, ledger, line, line.Advantages);
                continue;
            }

            waiting.Add(line);
            if (waiting.Count == settings.BatchGroups)
                WriteBatch(output, ledger, waiting);
        }

        WriteBatch(output, ledger, waiting);
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
        if (settings is { WaitsForBatch: true, BatchGroups: > 0 })
            kept -= kept % settings.BatchGroups;
        foreach (var id in output.ResumedIds().Take((int)Math.Min(kept, int.MaxValue)))
        {
            var query = NextQuery(source, parser, cancellationToken)
                ?? throw new HostException($"{settings.Output}.part has more rows than {source.Name}; it is of another input. Use --restart to begin anew.");
            if (query.Id != id)
                throw new HostException(
                    $"{settings.Output}.part goes on with row '{id}' where {source.Name} has '{query.Id}'; "
                    + "it is of another input. Use --restart to begin anew.");
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
            try
            {
                return line is null ? throw read.Error! : parser.Parse(line.Bytes.Span, line.Number, source.Name).Query;
            }
            catch (InputException) when (settings.SkipsBadRows)
            {
                _statistics.SkippedRows++; // refused and told in the run that is resumed
            }
        }

        return null;
    }

    private void Refuse(InputException error)
    {
        if (!settings.SkipsBadRows)
            throw error;
        _statistics.SkippedRows++;
        warn(error.Message);
    }

    private void WriteBatch(ResumableOutput output, LedgerWriter? ledger, List<ScoredLine> waiting)
    {
        if (waiting.Count == 0)
            return;
        var batch = new AdvantageBatch();
        foreach (var line in waiting)
            batch.Add(LineScorer.ToRewards(line.Scored!));
        var advantages = new AdvantageComputation(Kernels, settings.Advantages!).Compute(batch);
        var next = 0;
        foreach (var line in waiting)
            Write(output, ledger, line, [.. line.Scored!.Rewards.Select(_ => advantages[next++])]);
        waiting.Clear();
    }

    private void Write(ResumableOutput output, LedgerWriter? ledger, ScoredLine line, double?[]? advantages)
    {
        if (_rowsToDrop-- > 0)
            return;
        ledger?.Flush(); // the ledger first: it is cut to the output on resuming, not the other way round
        output.Append(_writer.Write(line.ToRow(advantages)).Span);
    }
}
