using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceAdvantages
{
    /// <inheritdoc/>
    public void GrpoBatch(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages)
    {
        RewardError.ThrowIfBad(batch.Rewards, batch.Scored);
        var all = Moments(batch.Rewards, batch.Scored, (0, batch.Rewards.Length));
        var scale = 1 / (all.Deviation(convention.SampleDeviation) + convention.Epsilon);
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            var moments = Moments(batch.Rewards, batch.Scored, batch.Groups[g]);
            Apply(batch, g, GroupTransform.Centred(moments, convention.GroupOfOne, scale, scale), advantages);
        }
    }

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

    /// <inheritdoc/>
    public void ReinforcePlusPlus(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages)
    {
        RewardError.ThrowIfBad(batch.Rewards, batch.Scored);
        var whitened = batch.Rewards.ToArray();
        Whiten(whitened, batch.Scored, batch.Lengths, convention.Whitening);
        ClearConstantGroups(batch, whitened);
        whitened.CopyTo(advantages);
    }

    /// <summary>Holds the rule that an all-equal group has advantage 0 where a whitening moved it away from there.</summary>
    private static void ClearConstantGroups(in RewardBatch<double> batch, Span<double> advantages)
    {
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            var range = batch.Groups[g];
            if (Moments(batch.Rewards, batch.Scored, range).IsConstant)
                advantages[range.Start..range.End].Clear();
        }
    }

    /// <inheritdoc/>
    public void ReinforcePlusPlusBaseline(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages)
    {
        var whitened = new double[batch.Rewards.Length];
        DrGrpo(batch, convention, whitened);
        Whiten(whitened, batch.Scored, batch.Lengths, convention.Whitening);
        ClearConstantGroups(batch, whitened);
        whitened.CopyTo(advantages);
    }

    /// <inheritdoc/>
    public void Gdpo(
        ReadOnlySpan<double> components, ReadOnlySpan<double> weights, GroupLayout groups, ReadOnlySpan<bool> scored, ReadOnlySpan<int> lengths,
        AdvantageConvention convention, Span<double> advantages)
    {
        var n = groups.Length;
        var normalized = new double[n];
        var sum = new double[n];
        var any = new bool[n];
        var informative = new bool[groups.Count];
        for (var k = 0; k < weights.Length; k++)
        {
            var mask = scored.IsEmpty ? default : scored.Slice(k * n, n);
            var component = new RewardBatch<double>(components.Slice(k * n, n), groups, mask);
            Grpo(component, convention, normalized);
            for (var i = 0; i < n; i++)
            {
                sum[i] += weights[k] * normalized[i];
                any[i] |= IsScored(mask, i);
            }

            for (var g = 0; g < groups.Count; g++)
                informative[g] |= !Moments(component.Rewards, mask, groups[g]).IsConstant;
        }

        Whiten(sum, any, lengths, convention.MultiRewardWhitening);
        for (var g = 0; g < groups.Count; g++)
        {
            var (start, end) = groups[g];
            if (!informative[g])
                sum.AsSpan(start, end - start).Clear();
        }

        sum.CopyTo(advantages);
    }

    /// <summary>Whitens the scored values in place; 0 for the others, and for all where all are equal or fewer than two are scored.</summary>
    private static void Whiten(Span<double> values, ReadOnlySpan<bool> scored, ReadOnlySpan<int> lengths, Whitening whitening)
    {
        var moments = Moments(values, scored, (0, values.Length));
        if (moments.AllEqual)
        {
            values.Clear();
            return;
        }

        double weight = 0, sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!IsScored(scored, i))
                continue;
            var tokens = Tokens(lengths, whitening, i);
            weight += tokens;
            sum += tokens * values[i];
        }

        var count = weight + whitening.CountEpsilon;
        var mean = sum / count;
        double squares = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (IsScored(scored, i))
                squares += Tokens(lengths, whitening, i) * (values[i] - mean) * (values[i] - mean);
        }

        var factor = weight == 0 ? 0 : whitening.Factor(squares / count, weight);
        for (var i = 0; i < values.Length; i++)
            values[i] = factor > 0 && IsScored(scored, i) && Tokens(lengths, whitening, i) > 0 ? (values[i] - mean) * factor : 0;
    }

    private static double Tokens(ReadOnlySpan<int> lengths, Whitening whitening, int i) => whitening.ByToken && !lengths.IsEmpty ? lengths[i] : 1;
}
