using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceAdvantages
{
    /// <inheritdoc/>
    public void Opo(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages)
    {
        RewardError.ThrowIfBad(batch.Rewards, batch.Scored);
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            var moments = Moments(batch.Rewards, batch.Scored, batch.Groups[g]);
            Apply(batch, g, GroupTransform.Centred(WeighByLength(batch, g, moments), convention.GroupOfOne, scale: 1), advantages);
        }
    }

    /// <summary>Moves the mean to the length-weighted one; where no completion has a length, all weigh the same.</summary>
    private static GroupMoments WeighByLength(in RewardBatch<double> batch, int group, in GroupMoments moments)
    {
        if (batch.Lengths.IsEmpty)
            return moments;
        double weighted = 0, tokens = 0;
        var (start, end) = batch.Groups[group];
        for (var i = start; i < end; i++)
        {
            if (!IsScored(batch.Scored, i))
                continue;
            weighted += batch.Lengths[i] * (batch.Rewards[i] - moments.Origin);
            tokens += batch.Lengths[i];
        }

        return tokens > 0 ? moments with { Offset = weighted / tokens } : moments;
    }
}
