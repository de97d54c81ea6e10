using System.Numerics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Advantages;

/// <summary>The refusals of the estimators with other baselines.</summary>
internal static class BaselineChecks
{
    /// <summary>Rewards and destination.</summary>
    public static void Batch<T>(in RewardBatch<T> batch, Span<T> advantages)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelChecks.Length(nameof(advantages), advantages.Length, batch.Rewards.Length);
        RewardError.ThrowIfBad(batch.Rewards, batch.Scored);
    }

    /// <summary>Rewards of greedy answers, or other baselines.</summary>
    public static void Baselines<T>(string name, ReadOnlySpan<T> baselines, int expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelChecks.Length(name, baselines.Length, expected);
        LossChecks.AllFinite(name, baselines);
    }

    /// <summary>Roles, and the averages that they index.</summary>
    public static void Roles(ReadOnlySpan<int> roles, int completions, ReadOnlySpan<double> averages)
    {
        KernelChecks.Length(nameof(roles), roles.Length, completions);
        for (var i = 0; i < roles.Length; i++)
        {
            if ((uint)roles[i] >= (uint)averages.Length)
                throw new KernelException($"roles[{i}] = {roles[i]}: there are averages for the roles 0 to {averages.Length - 1}.", i);
        }

        LossChecks.AllFinite<double>(nameof(averages), averages);
    }

    /// <summary>The numbers of the tokens that are the policy's own.</summary>
    public static void Tokens<T>(in TokenBaselineBatch<T> tokens, Span<T> advantages)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelChecks.Length(nameof(advantages), advantages.Length, tokens.Rewards.Length);
        LossChecks.AllFinite(nameof(tokens.Rewards), tokens.Rewards, tokens.Mask);
        LossChecks.AllFinite(nameof(tokens.Logprobs), tokens.Logprobs, tokens.Mask);
        LossChecks.AllFinite(nameof(tokens.Squares), tokens.Squares, tokens.Mask);
        LossChecks.AllFinite(nameof(tokens.Weights), tokens.Weights, tokens.Mask);
    }

    /// <summary>Rewards and values by token, discounts and destinations.</summary>
    public static void Values<T>(
        ReadOnlySpan<T> rewards, ReadOnlySpan<T> values, GroupLayout sequences, ReadOnlySpan<bool> mask, double gamma, double lambda,
        Span<T> advantages, Span<T> returns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelChecks.Length(nameof(rewards), rewards.Length, sequences.Length);
        KernelChecks.Length(nameof(values), values.Length, sequences.Length);
        KernelChecks.Mask(mask, sequences.Length);
        KernelChecks.Length(nameof(advantages), advantages.Length, sequences.Length);
        if (!returns.IsEmpty)
            KernelChecks.Length(nameof(returns), returns.Length, sequences.Length);
        _ = KernelChecks.Between(gamma, 0, 1, nameof(gamma));
        _ = KernelChecks.Between(lambda, 0, 1, nameof(lambda));
        LossChecks.AllFinite(nameof(rewards), rewards, mask);
        LossChecks.AllFinite(nameof(values), values, mask);
    }
}
