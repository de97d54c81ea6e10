using Rlar.Kernels.Advantages;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Reference;

/// <summary>The estimators with other baselines as their formulas read, in double, one group after another.</summary>
public sealed class ReferenceBaselineAdvantages : IBaselineAdvantageKernels<double>
{
    /// <inheritdoc/>
    public void MaxRl(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        for (var g = 0; g < batch.Groups.Count; g++)
            BaselineGroup.MaxRl(batch, convention, g, advantages);
    }

    /// <inheritdoc/>
    public void OptimalValue(in RewardBatch<double> batch, double temperature, Span<double> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        _ = KernelChecks.Positive(temperature, nameof(temperature));
        for (var g = 0; g < batch.Groups.Count; g++)
            BaselineGroup.OptimalValue(batch, temperature, g, advantages);
    }

    /// <inheritdoc/>
    public void ReMax(in RewardBatch<double> batch, ReadOnlySpan<double> greedyRewards, Span<double> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        BaselineChecks.Baselines(nameof(greedyRewards), greedyRewards, batch.Groups.Count);
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            var (start, end) = batch.Groups[g];
            for (var i = start; i < end; i++)
                advantages[i] = batch.Scored.IsEmpty || batch.Scored[i] ? batch.Rewards[i] - greedyRewards[g] : 0;
        }
    }

    /// <inheritdoc/>
    public void ReMaxTokens(
        ReadOnlySpan<double> rewards, GroupLayout sequences, ReadOnlySpan<bool> mask, ReadOnlySpan<double> baselines, Span<double> advantages)
    {
        KernelChecks.Length(nameof(rewards), rewards.Length, sequences.Length);
        KernelChecks.Mask(mask, rewards.Length);
        KernelChecks.Length(nameof(advantages), advantages.Length, rewards.Length);
        BaselineChecks.Baselines(nameof(baselines), baselines, sequences.Count);
        for (var s = 0; s < sequences.Count; s++)
        {
            var (start, end) = sequences[s];
            double following = 0;
            for (var t = end - 1; t >= start; t--)
            {
                var counts = mask.IsEmpty || mask[t];
                following += counts ? LossChecks.Finite(nameof(rewards), rewards, t) : 0;
                advantages[t] = counts ? following - baselines[s] : 0;
            }
        }
    }

    /// <inheritdoc/>
    public void RoleAverage(in RewardBatch<double> batch, ReadOnlySpan<int> roles, double decay, Span<double> averages, Span<double> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        BaselineChecks.Roles(roles, batch.Rewards.Length, averages);
        _ = KernelChecks.Between(decay, 0, 1, nameof(decay));
        for (var i = 0; i < roles.Length; i++)
        {
            if (!batch.Scored.IsEmpty && !batch.Scored[i])
            {
                advantages[i] = 0;
                continue;
            }

            var reward = batch.Rewards[i];
            ref var average = ref averages[roles[i]];
            advantages[i] = reward - average;
            average = (decay * average) + ((1 - decay) * reward);
        }
    }

    /// <inheritdoc/>
    public void Hierarchical(in RewardBatch<double> batch, ReadOnlySpan<int> subgroups, AdvantageConvention convention, Span<double> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        KernelChecks.Length(nameof(subgroups), subgroups.Length, batch.Rewards.Length);
        KernelChecks.Apart("rewards", batch.Rewards, advantages);
        for (var g = 0; g < batch.Groups.Count; g++)
            BaselineGroup.Hierarchical(batch, subgroups, convention, g, advantages);
    }

    /// <inheritdoc/>
    public void OptimalTokenBaseline(in TokenBaselineBatch<double> tokens, TokenBaselineOptions options, Span<double> advantages)
    {
        BaselineChecks.Tokens(tokens, advantages);
        KernelChecks.Apart("rewards", tokens.Rewards, advantages);
        advantages.Clear();
        var (returns, paths) = (new double[tokens.Rewards.Length], new double[tokens.Rewards.Length]);
        for (var g = 0; g < tokens.Groups.Count; g++)
            TokenBaselineGroup.Run(tokens, options, g, returns, paths, advantages);
    }

    /// <inheritdoc/>
    public void GeneralizedAdvantage(
        ReadOnlySpan<double> rewards, ReadOnlySpan<double> values, GroupLayout sequences, ReadOnlySpan<bool> mask, double gamma, double lambda,
        Span<double> advantages, Span<double> returns)
    {
        BaselineChecks.Values(rewards, values, sequences, mask, gamma, lambda, advantages, returns);
        for (var s = 0; s < sequences.Count; s++)
            Advantages.GeneralizedAdvantage.Run(rewards, values, mask, sequences[s], gamma, lambda, advantages, returns);
    }
}
