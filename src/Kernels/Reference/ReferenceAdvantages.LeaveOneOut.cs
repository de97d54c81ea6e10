using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceAdvantages
{
    /// <inheritdoc/>
    public void LeaveOneOut(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages)
    {
        RewardError.ThrowIfBad(batch.Rewards, batch.Scored);
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            var range = batch.Groups[g];
            var all = Moments(batch.Rewards, batch.Scored, range);
            if (all.Count < 2)
            {
                Apply(batch, g, GroupTransform.Centred(all, convention.GroupOfOne, scale: 1), advantages);
                continue;
            }

            for (var i = range.Start; i < range.End; i++)
            {
                if (!IsScored(batch.Scored, i))
                {
                    advantages[i] = 0;
                    continue;
                }

                var others = Moments(batch.Rewards, batch.Scored, range, except: i);
                var deviation = others.Deviation(convention.SampleDeviation);
                advantages[i] = (batch.Rewards[i] - others.Origin - others.Offset) / (deviation > 0 ? deviation + convention.Epsilon : 1);
            }
        }
    }
}
