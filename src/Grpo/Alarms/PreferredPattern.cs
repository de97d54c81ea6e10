using System.Globalization;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>
/// preferred-pattern: what the completions that a group's reward prefers share beyond chance, on several rows. It may be what is asked for: whether
/// it is, only a person can say, or a tool that is not trained on. A notice while it is rare, a warning once the policy turns to it.
/// </summary>
internal sealed class PreferredPattern : IStepAlarm
{
    private const int FewestRows = 4;
    private const double LeastVariance = 4;
    private const double TurnedTo = 0.2;
    private const int Most = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Look(RunView view)
    {
        var tested = view.Patterns.All.Where(pattern => pattern.Rows >= FewestRows && pattern.Variance >= LeastVariance).ToList();
        // A run of words comes more often in a longer text: it must beat what length alone gives.
        var odds = Math.Max(view.Options.PatternOdds, view.Patterns.Longer?.Odds ?? 0);
        var told = new List<Pattern>();
        foreach (var pattern in tested.OrderByDescending(pattern => pattern.Z).TakeWhile(pattern => pattern.Z > 0))
        {
            var chance = Math.Min(1, NormalTail.Above(pattern.Z) * tested.Count * view.Steps);
            if (told.Count == Most || chance > view.Options.Significance)
                break;
            // Length has an alarm of its own; parts of a phrase are the phrase.
            if (pattern.Text == CompletionMarks.Longer || pattern.Odds < odds || told.Exists(other => Overlap(other, pattern)))
                continue;
            told.Add(pattern);
            yield return Of(view, pattern, chance);
        }
    }

    private static Finding Of(RunView view, Pattern pattern, double chance)
    {
        var first = pattern.FirstShares / view.Options.BaselineSteps;
        var what = pattern.IsMark ? $"a completion that {pattern.Text}" : $"completions with “{pattern.Text}”";
        return new Finding(
            "preferred-pattern",
            pattern.IsMark ? pattern.Text.Replace(' ', '-') : pattern.Text,
            pattern.Share - first >= TurnedTo ? AlarmSeverity.Warning : AlarmSeverity.Notice,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Inside groups the reward prefers {what}: {pattern.Odds:0.#} times the odds, on several rows; ")
            + string.Create(CultureInfo.InvariantCulture, $"{pattern.Share:0%} have it now, {first:0%} at first."),
            new Dictionary<string, double>
            {
                ["odds"] = pattern.Odds,
                ["z"] = pattern.Z,
                ["p_value"] = chance,
                ["share"] = pattern.Share,
                ["share_first"] = first,
            },
            view.Best(completion => PatternTable.Holds(completion, pattern)));
    }

    private static bool Overlap(Pattern a, Pattern b) => !a.IsMark && !b.IsMark && a.Text.Split(' ').Intersect(b.Text.Split(' ')).Any();
}
