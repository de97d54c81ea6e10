using System.Runtime.CompilerServices;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>
/// Rollouts in, rewards and advantages out: from file to file, or in memory. Groups are scored several at a time and come out in the order in
/// which they went in. Whatever a tool does costs the completions it was asked about and no others. Several threads may use one run.
/// </summary>
/// <param name="router">Picks the tools of each group; a <see cref="FixedRouter"/> where one tool scores them all.</param>
/// <param name="options">How to score, or null for the defaults: rewards alone.</param>
public sealed class RewardRun(IRouter router, RewardRunOptions? options = null)
{
    private readonly RewardRunOptions _options = options ?? new RewardRunOptions();
    private readonly GroupScorer _scorer = Scorer(router, options ?? new RewardRunOptions());

    /// <summary>Scores one group. It has no advantages where these look at a whole batch.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Stops the tools.</param>
    /// <exception cref="RlarException">The advantages cannot be computed. What goes wrong in a tool is an outcome, not an exception.</exception>
    public Task<ScoredGroup> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken) => _scorer.ScoreAsync(group, cancellationToken);

    /// <summary>Scores groups that are in memory.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="cancellationToken">Stops the tools.</param>
    /// <returns>
    /// The scored groups in order, with a bounded number in memory; where advantages look at a batch, the batch.
    /// </returns>
    /// <exception cref="RlarException">The advantages cannot be computed. What goes wrong in a tool is an outcome, not an exception.</exception>
    public async IAsyncEnumerable<ScoredGroup> ScoreAsync(
        IEnumerable<RolloutGroup> groups, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var source = groups.GetEnumerator();
        await foreach (var scored in ScoreAsync(_ => new ValueTask<RolloutGroup?>(source.MoveNext() ? Held(source.Current) : null), cancellationToken))
            yield return scored;
    }

    /// <summary>Scores groups as they come.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="cancellationToken">Stops the source and the tools.</param>
    /// <returns>
    /// The scored groups in order, with a bounded number in memory; where advantages look at a batch, the batch.
    /// </returns>
    /// <exception cref="RlarException">The advantages cannot be computed. What goes wrong in a tool is an outcome, not an exception.</exception>
    public async IAsyncEnumerable<ScoredGroup> ScoreAsync(
        IAsyncEnumerable<RolloutGroup> groups, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // With the token that also ends when the results are not read to the end: a source that waits for more would else be waited for.
        IAsyncEnumerator<RolloutGroup>? source = null;
        try
        {
            await foreach (var scored in ScoreAsync(
                async token => await (source ??= groups.GetAsyncEnumerator(token)).MoveNextAsync() ? Held(source.Current) : null, cancellationToken))
                yield return scored;
        }
        finally
        {
            if (source is not null)
                await source.DisposeAsync();
        }
    }

    /// <summary>
    /// Scores a file of rows into another, in the same order. What is written is safe: an interrupted run continues where it was
    /// (<see cref="OutputMode.Resume"/>), unless something that decides the rows has changed.
    /// </summary>
    /// <param name="files">Where the rows come from and go.</param>
    /// <param name="progress">Told after every row, or null.</param>
    /// <param name="warn">Takes a sentence for the user, about a row that is passed over for instance; or null.</param>
    /// <param name="cancellationToken">Ends the run; what was scored is kept.</param>
    /// <returns>What the run came to.</returns>
    /// <exception cref="InputException">The input cannot be read, or has a bad row that is not to be passed over; the rows before it are written.</exception>
    /// <exception cref="OutputException">The output or the ledger cannot be written, or an unfinished output is not this run's.</exception>
    /// <exception cref="RlarException">The advantages cannot be computed.</exception>
    public Task<RunStatistics> RunAsync(RowFiles files, IProgress<RunProgress>? progress, Action<string>? warn, CancellationToken cancellationToken) =>
        new FileRun(
            files,
            _options,
            router,
            files.GroupBy is null ? _scorer : Scorer(router, _options with { Advantages = null }), // no group is whole before the last row
            progress,
            warn).RunAsync(cancellationToken);

    private static RolloutGroup Held(RolloutGroup? group) => group ?? throw new ArgumentNullException(nameof(group), "One of the groups is null.");

    private static GroupScorer Scorer(IRouter router, RewardRunOptions options) =>
        new(router, new ToolRunner(options.Tools, options.Clock), options.MeasuresTime, options.Advantages);

    private async IAsyncEnumerable<ScoredGroup> ScoreAsync(
        Func<CancellationToken, ValueTask<RolloutGroup?>> next, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batches = new AdvantageBatches<ScoredGroup>(_options, RewardedGroup.Of, (group, its) => group with { Advantages = its });
        await foreach (var scored in OrderedWork.RunAsync(next, _scorer.ScoreAsync, _options.Parallelism, cancellationToken))
        {
            foreach (var ready in batches.Add(scored))
                yield return ready;
        }

        foreach (var ready in batches.End())
            yield return ready;
    }
}
