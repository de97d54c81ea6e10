using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceAdvantages
{
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
}
