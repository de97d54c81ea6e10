using Rlar.Host.Evaluation;
using Rlar.Host.Reporting;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;
using Rlar.Scoring.Suites;

namespace Rlar.Host.Commands;

/// <summary>Runs tools over the rows of a suite: once, and where a tool compares the answers of a row, once more in the opposite order.</summary>
/// <param name="folder">The rows, and where what is said of them goes.</param>
/// <param name="library">The tools, for progress of their models.</param>
/// <param name="restart">Whether an earlier run is thrown away; it is gone on with otherwise.</param>
/// <param name="quiet">Whether progress is not shown.</param>
/// <param name="options">How to score.</param>
internal sealed class SuiteRuns(SuiteFolder folder, OpenLibrary library, bool restart, bool quiet, RewardRunOptions options)
{
    /// <summary>Runs one tool, or what the rows are routed to.</summary>
    /// <param name="name">The name of its files.</param>
    /// <param name="router">Picks it.</param>
    /// <param name="cancellationToken">Stops it; what was scored stays.</param>
    /// <returns>What it is called, and what it made of the rows.</returns>
    internal async Task<(string Tool, IReadOnlyList<SuiteResult> Results)> RunAsync(string name, IRouter router, CancellationToken cancellationToken)
    {
        var scored = await ScoreAsync("rows.jsonl", $"{name}.jsonl", router, cancellationToken);
        var card = router is FixedRouter ? router.Route(Empty).Tools[0].Tool.Card : null;
        var compares = card is { ComparesSiblings: true };
        var swapped = compares ? await ScoreAsync("rows-swapped.jsonl", $"{name}-swapped.jsonl", router, cancellationToken) : null;
        return (card is null ? "routed" : $"{card.Id}@{card.Version}", folder.Results(scored, swapped));
    }

    private static Query Empty { get; } = new() { Id = "", Prompt = [] };

    private async Task<string> ScoreAsync(string rows, string output, IRouter router, CancellationToken cancellationToken)
    {
        var files = new RowFiles
        {
            Input = folder.File(rows),
            Output = folder.File(output),
            Mode = restart ? OutputMode.Restart : OutputMode.Resume,
        };
        var report = new ProgressReport(files.Input, quiet, library.HasModels ? () => library.Texts : null);
        await report.FollowAsync(() => new RewardRun(router, options).RunAsync(files, report, report.Warn, cancellationToken));
        return files.Output;
    }
}
