namespace Rlar.Scoring.Run;

/// <summary>What a run says at its end of the input as a whole.</summary>
internal static class RunWarnings
{
    // More make no message clearer; --json has them all.
    private const int MostTasks = 5;
    private const int MostReasons = 3;

    /// <summary>The sentences.</summary>
    /// <param name="run">The run.</param>
    /// <param name="file">The input's name.</param>
    /// <param name="lonely">What groups of one could be made groups by; null where they are no groups of one.</param>
    internal static IEnumerable<string> Of(RunStatistics run, string file, string? lonely)
    {
        if (run.Duplicates is { } twice && lonely is null)
        {
            yield return $"{file}:{twice.SecondLine}: this row has the id of line {twice.FirstLine}; {Rows(twice.Rows)} an id that an earlier one had. "
                + "Who joins the output by id takes one for the other.";
        }

        if (run.UnknownTasks.Count > 0)
        {
            var tasks = run.UnknownTasks.Take(MostTasks)
                .Select(task => $"'{task.Name}' ({task.Rows:N0}, first in line {task.Line}, taken for {task.RoutedAs})");
            var more = run.UnknownTasks.Count > MostTasks ? $" and {run.UnknownTasks.Count - MostTasks:N0} more" : "";
            yield return $"{file}: no rule knows the task {string.Join(", ", tasks)}{more}: these rows were routed by what they carry. "
                + "'rlar tools list' shows the tools that a row can name in \"tool\"; --routes takes rules of your own.";
        }

        if (lonely is not null)
        {
            yield return $"{file}: every group has one completion, so that no advantage says which answer is better than another. {lonely}";
        }

        if (run is not { Scored: 0, Completions: > 0 })
            yield break;
        yield return $"{file}: not one of {run.Completions:N0} completions has a reward.";
        foreach (var reason in run.MissedRewards.Take(MostReasons))
            yield return $"{reason.Completions:N0} {reason.Status}, first in line {reason.Line} (row '{reason.Id}'): {reason.Reason}";
    }

    private static string Rows(long count) => $"{count:N0} {(count == 1 ? "row has" : "rows have")}";
}
