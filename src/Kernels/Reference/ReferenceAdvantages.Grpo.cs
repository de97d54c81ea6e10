using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceAdvantages
{
    /// <inheritdoc/>
    public void Grpo(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages)
    {
        RewardError.ThrowIfBad(batch.Rewards, batch.Scored);
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            var moments = Moments(batch.Rewards, batch.Scored, batch.Groups[g]);
            var scale = 1 / (moments.Deviation(convention.SampleDeviation) + convention.Epsilon);
            Apply(batch, g, GroupTransform.Centred(moments, convention.GroupOfOne, scale, 1 / (1 + convention.Epsilon)), advantages);
        }
    }
}
