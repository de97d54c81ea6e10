using System.Globalization;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>length-drift: inside groups the reward goes with length, and lengths have followed it.</summary>
internal sealed class LengthDrift : IStepAlarm
{
    private const double LeastCorrelation = 0.3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Look(RunView view)
    {
        var (length, ranks) = (view[StepNumbers.Length], view[StepNumbers.LengthRank]);
        var (variance, groups) = (view[StepNumbers.LengthRankVariance].RecentSum, view[StepNumbers.LengthGroups].RecentSum);
        if (!length.IsReady || !ranks.IsReady || groups == 0)
            yield break;
        var z = ranks.RecentSum / Math.Sqrt(variance);
        var correlation = ranks.RecentSum / groups;
        var change = (length.Recent / length.First) - 1;
        // Both directions, and each step a look.
        var chance = Math.Min(1, 2 * NormalTail.Above(Math.Abs(z)) * view.Steps);
        if (Math.Abs(correlation) < LeastCorrelation || chance > view.Options.Significance || Math.Sign(change) != Math.Sign(correlation)
            || Math.Abs(change) < view.Options.LengthChange)
            yield break;
        var word = correlation > 0 ? "longer" : "shorter";
        yield return new Finding(
            "length-drift",
            word,
            AlarmSeverity.Warning,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Completions have become {Math.Abs(change):0%} {word}, and inside groups the {word} ones earn more (rank correlation {correlation:0.00})."),
            new Dictionary<string, double>
            {
                ["rank_correlation"] = correlation,
                ["p_value"] = chance,
                ["length"] = length.Recent,
                ["length_first"] = length.First,
                ["groups"] = groups,
            },
            view.Best());
    }
}
