namespace Rlar.Grpo.Alarms;

/// <summary>
/// Spearman's rank correlation of reward and length inside a group. Where the reward knows nothing of length its mean is 0 and its variance
/// 1 / (G - 1), ties or not: that of Pearson's coefficient over all orders of one of its arguments (Pitman 1937).
/// </summary>
internal static class LengthCorrelation
{
    /// <summary>The correlation, -1 to 1; null where rewards or lengths are all equal.</summary>
    internal static double? Of(ReadGroup group)
    {
        var rewards = Ranks([.. group.Completions.Select(completion => completion.Sample.Reward!.Value)]);
        var lengths = Ranks([.. group.Completions.Select(completion => (double)completion.Sample.Tokens)]);
        var middle = (rewards.Length + 1) / 2.0;
        double both = 0, ofRewards = 0, ofLengths = 0;
        for (var i = 0; i < rewards.Length; i++)
        {
            var (reward, length) = (rewards[i] - middle, lengths[i] - middle);
            both += reward * length;
            ofRewards += reward * reward;
            ofLengths += length * length;
        }

        return ofRewards > 0 && ofLengths > 0 ? both / Math.Sqrt(ofRewards * ofLengths) : null;
    }

    // From 1; equal values share the mean of their places.
    private static double[] Ranks(double[] values) =>
        [.. values.Select(value => values.Count(other => other < value) + ((values.Count(other => other == value) + 1) / 2.0))];
}
