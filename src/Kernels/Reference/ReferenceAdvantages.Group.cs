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

    /// <inheritdoc/>
    public void DrGrpo(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages)
    {
        RewardError.ThrowIfBad(batch.Rewards, batch.Scored);
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            var moments = Moments(batch.Rewards, batch.Scored, batch.Groups[g]);
            Apply(batch, g, GroupTransform.Centred(moments, convention.GroupOfOne, scale: 1), advantages);
        }
    }

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
