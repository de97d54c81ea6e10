namespace Rlar.Kernels.Advantages;

/// <summary>The tokens of a batch of completions, as the optimal token baseline needs them.</summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly ref struct TokenBaselineBatch<T>
    where T : unmanaged
{
    /// <summary>Puts the batch together and checks its shapes.</summary>
    /// <param name="rewards">[tokens] token rewards, completion after completion; an outcome reward stands at the last token.</param>
    /// <param name="completions">Layout of the tokens: one entry a completion [N].</param>
    /// <param name="groups">Layout of the completions: one entry a prompt [P].</param>
    /// <param name="mask">[tokens] true where the token is the policy's own, or empty: all are.</param>
    /// <param name="logprobs">[tokens] log-probabilities of the tokens.</param>
    /// <param name="squares">[tokens] sum of p² over the vocabulary: <see cref="Losses.TokenStatistics.Squares"/>.</param>
    /// <param name="weights">[tokens] importance weights rho, or empty: 1.</param>
    /// <exception cref="KernelException">A span or layout that does not fit.</exception>
    public TokenBaselineBatch(
        ReadOnlySpan<T> rewards, GroupLayout completions, GroupLayout groups, ReadOnlySpan<bool> mask, ReadOnlySpan<T> logprobs, ReadOnlySpan<T> squares,
        ReadOnlySpan<T> weights = default)
    {
        KernelChecks.Length(nameof(rewards), rewards.Length, completions.Length);
        KernelChecks.Length("the groups' completions", groups.Length, completions.Count);
        KernelChecks.Mask(mask, rewards.Length);
        KernelChecks.Length(nameof(logprobs), logprobs.Length, rewards.Length);
        KernelChecks.Length(nameof(squares), squares.Length, rewards.Length);
        if (!weights.IsEmpty)
            KernelChecks.Length(nameof(weights), weights.Length, rewards.Length);
        Rewards = rewards;
        Completions = completions;
        Groups = groups;
        Mask = mask;
        Logprobs = logprobs;
        Squares = squares;
        Weights = weights;
    }

    /// <summary>[tokens] rewards.</summary>
    public ReadOnlySpan<T> Rewards { get; }

    /// <summary>Layout of the tokens [N].</summary>
    public GroupLayout Completions { get; }

    /// <summary>Layout of the completions [P].</summary>
    public GroupLayout Groups { get; }

    /// <summary>[tokens] true where the token is the policy's own, or empty.</summary>
    public ReadOnlySpan<bool> Mask { get; }

    /// <summary>[tokens] log-probabilities.</summary>
    public ReadOnlySpan<T> Logprobs { get; }

    /// <summary>[tokens] sums of p².</summary>
    public ReadOnlySpan<T> Squares { get; }

    /// <summary>[tokens] importance weights, or empty.</summary>
    public ReadOnlySpan<T> Weights { get; }

    /// <summary>Whether a token is the policy's own.</summary>
    internal bool Counts(int token) => Mask.IsEmpty || Mask[token];
}
