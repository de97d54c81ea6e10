using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceAdvantages
{
    /// <inheritdoc/>
    public void Gpg(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages)
    {
        RewardError.ThrowIfBad(batch.Rewards, batch.Scored);
        int scored = 0, nonzero = 0;
        for (var i = 0; i < batch.Rewards.Length; i++)
        {
            if (!IsScored(batch.Scored, i))
                continue;
            scored++;
            nonzero += batch.Rewards[i] != 0 ? 1 : 0;
        }

        var alpha = (double)scored / Math.Max(1, nonzero);
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            var moments = Moments(batch.Rewards, batch.Scored, batch.Groups[g]);
            Apply(batch, g, GroupTransform.Centred(moments, convention.GroupOfOne, alpha, alpha), advantages);
        }
    }
}
