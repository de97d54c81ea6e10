using System.Globalization;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>entropy-collapse and variety-collapse: the policy writes the same whatever is drawn, in a group or for all prompts.</summary>
internal sealed class VarietyCollapse : IStepAlarm
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Look(RunView view)
    {
        var entropy = view[StepNumbers.Entropy];
        if (Fell(entropy, view.Options.EntropyShare))
        {
            yield return new Finding(
                "entropy-collapse",
                "",
                AlarmSeverity.Warning,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The entropy of a token fell from {entropy.First:0.###} to {entropy.Recent:0.###} nats: the policy hardly tries anything any more."),
                new Dictionary<string, double> { ["entropy"] = entropy.Recent, ["entropy_first"] = entropy.First },
                []);
        }

        var (distinct, novelty) = (view[StepNumbers.Distinct], view[StepNumbers.Novelty]);
        if (Fell(distinct, view.Options.VarietyShare) || Fell(novelty, view.Options.VarietyShare))
        {
            yield return new Finding(
                "variety-collapse",
                "",
                AlarmSeverity.Warning,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Completions have become alike: of word triples {novelty.Recent:0%} are distinct ({novelty.First:0%} at first), ")
                + string.Create(CultureInfo.InvariantCulture, $"of a group's completions {distinct.Recent:0%} ({distinct.First:0%})."),
                new Dictionary<string, double>
                {
                    ["distinct_word_triples"] = novelty.Recent,
                    ["distinct_word_triples_first"] = novelty.First,
                    ["distinct_share"] = distinct.Recent,
                    ["distinct_share_first"] = distinct.First,
                },
                view.Best());
        }
    }

    private static bool Fell(SeriesWindow series, double share) => series.IsReady && series.Recent < share * series.First;
}
