using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceAdvantages
{
    /// <inheritdoc/>
    public void PassK(in RewardBatch<double> batch, AdvantageConvention convention, bool normalize, Span<double> advantages)
    {
        RewardError.ThrowIfBad(batch.Rewards, batch.Scored);
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            var range = batch.Groups[g];
            var moments = Moments(batch.Rewards, batch.Scored, range);
            var best = -1;
            double first = double.NegativeInfinity, second = double.NegativeInfinity;
            for (var i = range.Start; i < range.End; i++)
            {
                if (!IsScored(batch.Scored, i))
                    continue;
                if (batch.Rewards[i] > first)
                    (best, first, second) = (i, batch.Rewards[i], first);
                else
                    second = Math.Max(second, batch.Rewards[i]);
            }

            advantages[range.Start..range.End].Clear();
            if (moments.Count > 1)
                advantages[best] = (first - second) / (normalize ? moments.Deviation(convention.SampleDeviation) + convention.Epsilon : 1);
        }
    }
}
