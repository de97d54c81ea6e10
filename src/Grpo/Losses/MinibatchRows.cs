using System.Numerics;

namespace Rlar.Grpo.Losses;

/// <summary>
/// The completions of an optimiser step, B of them with N tokens, one row after the other. Arrays that are not needed are empty. What is masked is never read.
/// </summary>
/// <typeparam name="T">float, or double for a policy in float64.</typeparam>
internal sealed record MinibatchRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>[B] tokens of each completion, at least 0.</summary>
    public required IReadOnlyList<int> Lengths { get; init; }

    /// <summary>[N] true where the token counts; or empty: all do.</summary>
    public bool[] Mask { get; init; } = [];

    /// <summary>[N] advantages; a completion's own at each of its tokens.</summary>
    public required T[] Advantages { get; init; }

    /// <summary>[N] log-probabilities that ratios are taken against; or empty: the current ones, all ratios 1 (the first step on fresh rollouts).</summary>
    public T[] OldLogprobs { get; init; } = [];

    /// <summary>[N] under the reference policy; needed for a KL penalty, otherwise for the metric alone or empty.</summary>
    public T[] ReferenceLogprobs { get; init; } = [];

    /// <summary>[N] that the sampler saw; needed for corrections, else empty.</summary>
    public T[] SamplerLogprobs { get; init; } = [];

    /// <summary>[N] further factors of the policy term, at least 0; or empty: 1.</summary>
    public T[] Weights { get; init; } = [];

    /// <summary>Rows to learn by heart, for <see cref="LossNames.Supervised"/>.</summary>
    /// <param name="lengths">[B] tokens of each completion.</param>
    public static MinibatchRows<T> Supervised(IReadOnlyList<int> lengths)
    {
        var advantages = new T[lengths.Sum()];
        Array.Fill(advantages, T.One);
        return new MinibatchRows<T> { Lengths = lengths, Advantages = advantages };
    }
}
