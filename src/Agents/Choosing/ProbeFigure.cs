namespace Rlar.Agents.Choosing;

/// <summary>How well a tool's rewards for the completions of one row agree with what people said of them.</summary>
public static class ProbeFigure
{
    /// <summary>
    /// The figure of a row. Where its labels differ: over all pairs of completions whose labels do, 1 for each pair that the rewards put in the same order,
    /// a half for a tie, 0 for the opposite order or where one of the two has no reward; the mean. Where they do not: the share of completions whose
    /// reward stands on the label's side of a half, a reward of just a half being a half.
    /// </summary>
    /// <param name="rewards">[G] rewards between 0.0 and 1.0, null where the tool gave none.</param>
    /// <param name="labels">[G] labels between 0.0 and 1.0, higher is better; one a completion.</param>
    /// <returns>A value between 0.0 and 1.0.</returns>
    /// <exception cref="ArgumentException">The lists are empty or not of one length.</exception>
    public static double Of(IReadOnlyList<double?> rewards, IReadOnlyList<double> labels)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0 || rewards.Count != labels.Count)
            throw new ArgumentException($"{rewards.Count} rewards and {labels.Count} labels: there must be as many of both, and at least one.", nameof(labels));
        var (sum, pairs) = (0.0, 0);
        for (var i = 0; i < labels.Count; i++)
        {
            for (var j = 0; j < labels.Count; j++)
            {
                if (labels[i] <= labels[j])
                    continue;
                pairs++;
                sum += rewards[i] is { } better && rewards[j] is { } worse ? Side(better - worse) : 0;
            }
        }

        return pairs > 0 ? sum / pairs : rewards.Select((reward, i) => reward is { } value ? Side((value - 0.5) * (labels[i] - 0.5)) : 0).Average();
    }

    private static double Side(double difference) => difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
}
