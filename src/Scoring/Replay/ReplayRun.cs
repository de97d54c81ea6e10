using Rlar.Scoring.Ledger;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;

namespace Rlar.Scoring.Replay;

/// <summary>
/// Asks today's tools about the completions that a run scored, and tells which verdicts are others. Nothing is held in memory but the rows at hand:
/// the ledger is read along the rows, and each completion is held against its hash. Not for several threads at once.
/// </summary>
/// <param name="router">Picks today's tools.</param>
/// <param name="instead">
/// Tools to ask in the place of the routes'; empty for none. Each is held against its own verdicts of a row, or else against those of the row's
/// only tool.
/// </param>
/// <param name="options">Which run, on which rows.</param>
public sealed class ReplayRun(IRouter router, IReadOnlyList<IRewardTool> instead, ReplayOptions options)
{
    private readonly ToolRunner _runner = new(options.Tools, options.Clock);
    private readonly RowParser _parser = new(new RowParserOptions { Columns = options.Columns, Join = options.Join });
    private readonly SortedDictionary<string, long> _notAsked = new(StringComparer.Ordinal);
    private long _badRows;
    private long _scoredRows;

    /// <summary>Replays, to the end of the run.</summary>
    /// <param name="flipped">Told of every verdict that is another, in the order of the rows.</param>
    /// <param name="progress">Told after every row, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The ledger is none, has no such run, or is not of these rows.</exception>
    public async Task<ReplaySummary> RunAsync(Action<Flip> flipped, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        (_badRows, _scoredRows) = (0, 0);
        _notAsked.Clear();
        var ledger = new LedgerReader(options.Ledger, cancellationToken);
        var runs = ledger.CountRuns();
        var run = options.Run ?? runs;
        if (runs == 0)
            throw new InputException(options.Ledger, 0, null, "the ledger holds no verdict", "Score with --ledger first.");
        if (run < 1 || run > runs)
            throw new InputException(options.Ledger, 0, null, $"the ledger holds {runs} runs, and no run {run}", $"Give --run a number from 1 to {runs}.");
        using var verdicts = ledger.Rows(run).GetEnumerator();
        using var source = LineSource.Open(options.Input, options.StandardInput);
        var seen = new RunProgress(0, 0, 0);
        var (compared, flips, failed) = (0L, 0L, 0L);
        await foreach (var row in OrderedWork.RunAsync(token => Next(verdicts, source, token), AskAsync, Environment.ProcessorCount, cancellationToken))
        {
            seen = new RunProgress(seen.Rows + 1, seen.Completions + row.Group.Completions.Count, seen.Bytes + row.Bytes);
            progress?.Report(seen);
            foreach (var then in row.Then)
            {
                if (Now(row, then) is not { } call)
                {
                    _notAsked[then.Tool] = _notAsked.GetValueOrDefault(then.Tool) + 1;
                    continue;
                }

                compared++;
                var now = call.Outcomes[then.Completion];
                failed += now is RewardOutcome.Failed ? 1 : 0;
                if (IsSame(then.Outcome, now))
                    continue;
                flips++;
                var query = row.Group.Query;
                flipped(new Flip(
                    row.Line, query.Id, then.Completion, row.Group.Completions[then.Completion].Text, query.References.Count > 0 ? query.References[0] : null,
                    then.Tool, then.Version, then.Outcome, call.Tool.Tool.Card.Id, call.Tool.Tool.Card.Version, now));
            }
        }

        return new ReplaySummary(run, runs, seen.Rows, compared, flips, failed, _notAsked, _badRows);
    }

    // The next row that the ledger speaks of, with what it says. Called by one thread at a time.
    private Asked? Next(IEnumerator<IReadOnlyList<LedgerVerdict>> verdicts, LineSource source, CancellationToken cancellationToken)
    {
        if (!verdicts.MoveNext())
            return null;
        var then = verdicts.Current;
        var bytes = 0;
        while (LineRead.Next(source, cancellationToken) is { } read)
        {
            using var line = read.Line;
            bytes += line?.Bytes.Length + 1 ?? 0;
            if (line is null || Parse(line, source.Name) is not { } group)
            {
                _badRows++; // the run was told to skip them, and counted none
                continue;
            }

            if (++_scoredRows < then[0].Row)
                continue; // no tool was asked about it
            Check(then, group, line.Number, source.Name);
            return new Asked(line.Number, bytes, group, then);
        }

        throw Other(source.Name, $"it ends after {_scoredRows} rows, and the ledger speaks of row {then[0].Row} ('{then[0].Query}')", 0);
    }

    private RolloutGroup? Parse(InputLine line, string file)
    {
        try
        {
            return _parser.Parse(line.Bytes.Span, line.Number, file);
        }
        catch (InputException)
        {
            return null;
        }
    }

    private void Check(IReadOnlyList<LedgerVerdict> then, RolloutGroup group, long line, string file)
    {
        foreach (var verdict in then)
        {
            if (verdict.Query != group.Query.Id)
                throw Other(file, $"row '{group.Query.Id}' stands where line {verdict.Line} of the ledger has '{verdict.Query}'", line);
            if (verdict.Completion >= group.Completions.Count)
                throw Other(file, $"the row has {group.Completions.Count} completions, and the ledger speaks of completion {verdict.Completion}", line);
            if (LedgerWriter.HashOf(group.Completions[verdict.Completion].Text) != verdict.Hash)
                throw Other(file, $"completion {verdict.Completion} is another text than the one that was scored", line);
        }
    }

    private InputException Other(string file, string reason, long line) => new(
        file, line, null, reason, $"Give the rows that {options.Ledger} was written for, with the columns of then; --run picks another run of the ledger.");

    private async Task<Answered> AskAsync(Asked row, CancellationToken cancellationToken)
    {
        IReadOnlyList<RoutedTool> tools = instead.Count > 0 ? [.. instead.Select(tool => new RoutedTool(tool, 1))] : router.Route(row.Group.Query).Tools;
        var calls = new ToolCall[tools.Count];
        for (var i = 0; i < calls.Length; i++)
            calls[i] = await _runner.RunAsync(tools[i], row.Group, cancellationToken);
        return new Answered(row.Line, row.Bytes, row.Group, row.Then, calls);
    }

    private ToolCall? Now(Answered row, LedgerVerdict then) =>
        row.Now.FirstOrDefault(call => call.Tool.Tool.Card.Id == then.Tool)
        ?? (row.Now is [var only] && instead.Count > 0 && row.Then.All(verdict => verdict.Tool == then.Tool) ? only : null);

    private bool IsSame(RewardOutcome then, RewardOutcome now) => (then, now) switch
    {
        (RewardOutcome.Scored { Value: var a }, RewardOutcome.Scored { Value: var b }) => Math.Abs(a - b) <= options.Tolerance,
        _ => then.Status == now.Status,
    };

    private sealed record Asked(long Line, int Bytes, RolloutGroup Group, IReadOnlyList<LedgerVerdict> Then);

    private sealed record Answered(long Line, int Bytes, RolloutGroup Group, IReadOnlyList<LedgerVerdict> Then, IReadOnlyList<ToolCall> Now);
}
