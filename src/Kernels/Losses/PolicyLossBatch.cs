using System.Numerics;

namespace Rlar.Kernels.Losses;

/// <summary>
/// The tokens of a batch of completions, flat: B sequences, N tokens over all of them. A padded matrix [B, T] is a uniform layout with a mask; packed
/// sequences are a ragged layout, which may have empty ones. What is masked is never read.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly ref struct PolicyLossBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Puts the batch together and checks its shapes; the numbers are checked by the kernel that reads them.</summary>
    /// <param name="sequences">How the tokens fall into sequences [B].</param>
    /// <param name="mask">[N] true where the token is the policy's own and counts, or empty: all do.</param>
    /// <param name="sequenceWeights">[B] what each token of the sequence weighs in the loss: <see cref="LossAggregation.Weigh"/>.</param>
    /// <param name="logprobs">[N] log-probabilities under the policy that is trained.</param>
    /// <param name="oldLogprobs">[N] under the policy that the ratio is taken against, or empty: the same policy, all ratios 1.</param>
    /// <param name="advantages">[N] advantages; a sequence's own stands at each of its tokens.</param>
    /// <exception cref="KernelException">A span whose length does not fit.</exception>
    public PolicyLossBatch(
        GroupLayout sequences, ReadOnlySpan<bool> mask, ReadOnlySpan<double> sequenceWeights, ReadOnlySpan<T> logprobs, ReadOnlySpan<T> oldLogprobs,
        ReadOnlySpan<T> advantages)
    {
        var tokens = sequences.Length;
        KernelChecks.Length(nameof(sequenceWeights), sequenceWeights.Length, sequences.Count);
        KernelChecks.Length(nameof(logprobs), logprobs.Length, tokens);
        KernelChecks.Length(nameof(advantages), advantages.Length, tokens);
        Sequences = sequences;
        Mask = Optional(nameof(mask), mask, tokens);
        SequenceWeights = sequenceWeights;
        Logprobs = logprobs;
        OldLogprobs = Optional(nameof(oldLogprobs), oldLogprobs, tokens);
        Advantages = advantages;
    }

    /// <summary>How the tokens fall into sequences [B].</summary>
    public GroupLayout Sequences { get; }

    /// <summary>[N] true where the token counts, or empty: all do.</summary>
    public ReadOnlySpan<bool> Mask { get; }

    /// <summary>[B] the weight of each sequence's tokens in the loss.</summary>
    public ReadOnlySpan<double> SequenceWeights { get; }

    /// <summary>[N] log-probabilities under the policy that is trained.</summary>
    public ReadOnlySpan<T> Logprobs { get; }

    /// <summary>[N] log-probabilities under the old policy, or empty: ratio 1.</summary>
    public ReadOnlySpan<T> OldLogprobs { get; }

    /// <summary>[N] advantages.</summary>
    public ReadOnlySpan<T> Advantages { get; }

    /// <summary>[N] log-probabilities under the reference policy; needed where the loss has a KL penalty, else empty (default).</summary>
    public ReadOnlySpan<T> ReferenceLogprobs { get; init; }

    /// <summary>[N] entropies in nats; needed where the loss has an entropy bonus, otherwise for the metric alone or empty (default).</summary>
    public ReadOnlySpan<T> Entropies { get; init; }

    /// <summary>[B] weights of the sequences' tokens in the entropy bonus, or empty (default): those of the loss. TRL: 1 / N each.</summary>
    public ReadOnlySpan<double> EntropyWeights { get; init; }

    /// <summary>
    /// [N] factors of the policy term, constants to the gradient, at least 0: importance corrections and token selections, or empty (default): 1.
    /// The KL penalty and the entropy bonus are not multiplied.
    /// </summary>
    public ReadOnlySpan<T> Weights { get; init; }

    /// <summary>[N] true where <see cref="KlCovarianceObjective"/> adds its penalty, or empty (default): nowhere.</summary>
    public ReadOnlySpan<bool> Selected { get; init; }

    /// <summary>Whether a token counts.</summary>
    /// <param name="token">Zero-based, below N.</param>
    internal bool Counts(int token) => Mask.IsEmpty || Mask[token];

    /// <summary>The spans that were given after construction, and what the options need.</summary>
    internal void Check(PolicyLossOptions options)
    {
        var tokens = Sequences.Length;
        _ = Optional(nameof(ReferenceLogprobs), ReferenceLogprobs, tokens);
        _ = Optional(nameof(Entropies), Entropies, tokens);
        _ = Optional(nameof(EntropyWeights), EntropyWeights, Sequences.Count);
        _ = Optional(nameof(Weights), Weights, tokens);
        _ = Optional(nameof(Selected), Selected, tokens);
        if (options.Kl is not null && ReferenceLogprobs.IsEmpty && tokens > 0)
            throw new KernelException("The loss has a KL penalty but the batch has no ReferenceLogprobs.");
        if (options.EntropyCoefficient != 0 && Entropies.IsEmpty && tokens > 0)
            throw new KernelException("The loss has an entropy bonus but the batch has no Entropies.");
    }

    private static ReadOnlySpan<TItem> Optional<TItem>(string name, ReadOnlySpan<TItem> span, int expected)
    {
        if (!span.IsEmpty)
            KernelChecks.Length(name, span.Length, expected);
        return span;
    }
}
