using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceAdvantages
{
    /// <inheritdoc/>
    public void Rloo(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages)
    {
        RewardError.ThrowIfBad(batch.Rewards, batch.Scored);
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            var moments = Moments(batch.Rewards, batch.Scored, batch.Groups[g]);
            // r - (sum - r) / (n - 1) is the deviation from the group's mean, stretched by n / (n - 1).
            var scale = (double)moments.Count / (moments.Count - 1);
            Apply(batch, g, GroupTransform.Centred(moments, convention.GroupOfOne, scale), advantages);
        }
    }
}
