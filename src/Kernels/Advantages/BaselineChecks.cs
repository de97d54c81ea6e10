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
        for (var i = 0; i < baselines.Length; i++)
            _ = LossChecks.Finite(name, baselines, i);
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

        for (var r = 0; r < averages.Length; r++)
            _ = LossChecks.Finite(nameof(averages), averages, r);
    }

    /// <summary>The numbers of the tokens that are the policy's own.</summary>
    public static void Tokens<T>(in TokenBaselineBatch<T> tokens, Span<T> advantages)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelChecks.Length(nameof(advantages), advantages.Length, tokens.Rewards.Length);
        for (var i = 0; i < tokens.Rewards.Length; i++)
        {
            if (!tokens.Counts(i))
                continue;
            _ = LossChecks.Finite(nameof(tokens.Rewards), tokens.Rewards, i);
            _ = LossChecks.Finite(nameof(tokens.Logprobs), tokens.Logprobs, i);
            _ = LossChecks.Finite(nameof(tokens.Squares), tokens.Squares, i);
            if (!tokens.Weights.IsEmpty)
                _ = LossChecks.Finite(nameof(tokens.Weights), tokens.Weights, i);
        }
    }
}
