namespace Rlar.Agents.Evolution;

/// <summary>How well a task's completions are rewarded.</summary>
/// <param name="Completions">How many completions there are.</param>
/// <param name="ShareScored">The share of them that got a value, 0.0 to 1.0.</param>
/// <param name="Groups">Rows with at least two completions.</param>
/// <param name="Separated">How many of those have at least two different rewards: without a spread there is no advantage to learn from.</param>
/// <param name="Pairs">Pairs of a right and a wrong completion of one row.</param>
/// <param name="Agreement">The share of these that the rewards order rightly, a tie or a missing value counting half; null without pairs.</param>
public sealed record TaskFigures(int Completions, double ShareScored, int Groups, int Separated, int Pairs, double? Agreement)
{
    /// <summary>The figures of rewards.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rewards">[rows][G] the rewards, null where a completion has none.</param>
    public static TaskFigures Of(IReadOnlyList<EvolutionRow> rows, IReadOnlyList<IReadOnlyList<double?>> rewards)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(rewards);
        var (all, scored, groups, separated, pairs, agreed) = (0, 0, 0, 0, 0, 0.0);
        for (var index = 0; index < rows.Count; index++)
        {
            var (given, labels) = (rewards[index], rows[index].Labels);
            all += given.Count;
            scored += given.Count(reward => reward is not null);
            groups += given.Count > 1 ? 1 : 0;
            separated += given.OfType<double>().Distinct().Count() > 1 ? 1 : 0;
            for (var right = 0; right < given.Count; right++)
            {
                for (var wrong = 0; wrong < given.Count; wrong++)
                {
                    if (labels[right] != true || labels[wrong] != false)
                        continue;
                    pairs++;
                    agreed += given[right] > given[wrong] ? 1 : given[right] < given[wrong] ? 0 : 0.5;
                }
            }
        }

        return new TaskFigures(all, all == 0 ? 0 : (double)scored / all, groups, separated, pairs, pairs == 0 ? null : agreed / pairs);
    }
}
