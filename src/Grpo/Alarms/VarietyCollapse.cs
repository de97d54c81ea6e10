using System.Globalization;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>entropy-collapse and variety-collapse: the policy writes the same whatever is drawn, in a group or for all prompts.</summary>
internal sealed class VarietyCollapse : IStepAlarm
{
    // Answers of one or two words have no triples.
    private static readonly (string Name, string What, AlarmSeverity Severity)[] s_varieties =
    [
        (StepNumbers.Novelty, "their word triples, all rows together,", AlarmSeverity.Warning),
        // A row that has one right answer ends like this, too.
        (StepNumbers.Distinct, "a group's completions", AlarmSeverity.Notice),
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Look(RunView view)
    {
        var entropy = view[StepNumbers.Entropy];
        if (Fell(entropy, view.Options.EntropyShare))
        {
            yield return new Finding(
                "entropy-collapse",
                "",
                AlarmSeverity.Notice,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The entropy of a token fell from {entropy.First:0.###} to {entropy.Recent:0.###} nats: the policy hardly tries anything any more."),
                new Dictionary<string, double> { ["entropy"] = entropy.Recent, ["entropy_first"] = entropy.First },
                []);
        }

        foreach (var (name, what, severity) in s_varieties)
        {
            var series = view[name];
            if (!Fell(series, view.Options.VarietyShare))
                continue;
            yield return new Finding(
                "variety-collapse",
                "",
                severity,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Completions have become alike: {series.Recent:0%} of {what} are distinct, {series.First:0%} were at first."),
                new Dictionary<string, double> { [name] = series.Recent, [$"{name}_first"] = series.First },
                view.Best());
            yield break;
        }
    }

    private static bool Fell(SeriesWindow series, double share) => series.IsReady && series.Recent < share * series.First;
}
