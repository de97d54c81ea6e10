using Rlar.Host.Reporting;
using Rlar.Host.Scoring;

namespace Rlar.Host.Commands;

/// <summary>A scoring run as a command makes it: with progress, a summary, and an exit code.</summary>
internal static class ReportedRun
{
    /// <summary>Scores, and says what came of it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="files">Its files.</param>
    /// <param name="quiet">No progress and no summary.</param>
    /// <param name="json">The summary as JSON.</param>
    /// <param name="cancellationToken">Stops it; what was scored stays.</param>
    /// <returns>0, or 1 where rows or completions failed.</returns>
    internal static async Task<int> RunAsync(RewardRun run, RowFiles files, bool quiet, bool json, CancellationToken cancellationToken)
    {
        var report = new ProgressReport(files.Input, quiet);
        var statistics = await report.FollowAsync(() => run.RunAsync(files, report, report.Warn, cancellationToken));
        if (!quiet)
            SummaryReport.Write(statistics, report.Elapsed, json, files.Output);
        return statistics.Failed > 0 || statistics.SkippedRows > 0 ? ExitCode.SomeFailed : ExitCode.Done;
    }
}
