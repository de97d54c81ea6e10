using System.Numerics;

namespace Rlar.Kernels.Losses;

/// <summary>
/// Choices of tokens that look at the whole batch and are constants to the gradient. Each writes a mask [N], false where a token does not count;
/// <see cref="Drop{T}"/> turns it into weights. All backends share them: they run once a batch, outside the loss.
/// </summary>
public static class TokenSelection
{
    /// <summary>
    /// The tokens of highest entropy (arXiv 2506.01939; TRL <c>top_entropy_quantile</c>): entropy at least the 1 - fraction quantile over the tokens
    /// that count, interpolated linearly between order statistics.
    /// </summary>
    /// <param name="entropies">[N] entropies.</param>
    /// <param name="mask">[N] true where the token counts, or empty: all do.</param>
    /// <param name="fraction">Share of tokens that are kept, above 0, at most 1.</param>
    /// <param name="kept">[N] destination.</param>
    /// <exception cref="KernelException">A span that does not fit, an entropy that is not finite, a fraction out of range.</exception>
    public static void TopEntropy<T>(ReadOnlySpan<T> entropies, ReadOnlySpan<bool> mask, double fraction, Span<bool> kept)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shapes(entropies.Length, mask, kept);
        _ = KernelChecks.Between(fraction, double.Epsilon, 1, nameof(fraction));
        var counted = Counted(entropies.Length, mask);
        var sorted = Array.ConvertAll(counted, i => 0.0);
        for (var k = 0; k < sorted.Length; k++)
            sorted[k] = LossChecks.Finite(nameof(entropies), entropies, counted[k]);
        Array.Sort(sorted);
        kept.Clear();
        if (sorted.Length == 0)
            return;
        var threshold = Shaping.ShapingFormulas.Quantile(sorted, 1 - fraction);
        foreach (var i in counted)
            kept[i] = double.CreateTruncating(entropies[i]) >= threshold;
    }

    /// <summary>
    /// The tokens whose (A - mean A)(logp - mean logp) is greatest, for <see cref="KlCovarianceObjective"/> (arXiv 2505.22617): the share of those that
    /// count, at least one; of equal ones the first.
    /// </summary>
    /// <param name="logprobs">[N] log-probabilities.</param>
    /// <param name="advantages">[N] advantages.</param>
    /// <param name="mask">[N] true where the token counts, or empty: all do.</param>
    /// <param name="fraction">Share that is selected, above 0, at most 1. verl 2e-4.</param>
    /// <param name="selected">[N] destination.</param>
    /// <exception cref="KernelException">A span that does not fit, a number that is not finite, a fraction out of range.</exception>
    public static void TopCovariance<T>(
        ReadOnlySpan<T> logprobs, ReadOnlySpan<T> advantages, ReadOnlySpan<bool> mask, double fraction, Span<bool> selected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shapes(logprobs.Length, mask, selected);
        _ = KernelChecks.Between(fraction, double.Epsilon, 1, nameof(fraction));
        var counted = Counted(logprobs.Length, mask);
        var covariances = Covariances(logprobs, advantages, counted);
        var order = Enumerable.Range(0, counted.Length).OrderByDescending(k => covariances[k]).ThenBy(k => k);
        selected.Clear();
        foreach (var k in order.Take(Math.Max(1, (int)(fraction * counted.Length))))
            selected[counted[k]] = true;
    }

    /// <summary>
    /// Clip-Cov (arXiv 2505.22617): of the tokens that count, are not clipped, and have (A - mean A)(logp - mean logp) strictly within the band, a random
    /// few are left out of the policy term. <paramref name="kept"/> is true for all others that count.
    /// </summary>
    /// <param name="logprobs">[N] log-probabilities.</param>
    /// <param name="advantages">[N] advantages.</param>
    /// <param name="mask">[N] true where the token counts, or empty: all do.</param>
    /// <param name="clipped">[N] true where the objective's clip already holds, or empty: nowhere.</param>
    /// <param name="band">Low and high end of the band, both outside it. verl 1 and 5.</param>
    /// <param name="fraction">Share of the tokens that count to leave out, at least one where there is a candidate. verl 2e-4.</param>
    /// <param name="shuffle">Orders the candidates 0 .. n - 1; the first are left out. A seeded <see cref="Random.Shuffle{T}(Span{T})"/>, for one.</param>
    /// <param name="kept">[N] destination.</param>
    /// <exception cref="KernelException">A span that does not fit, a number that is not finite, a fraction out of range.</exception>
    public static void CovarianceBand<T>(
        ReadOnlySpan<T> logprobs, ReadOnlySpan<T> advantages, ReadOnlySpan<bool> mask, ReadOnlySpan<bool> clipped, (double Low, double High) band,
        double fraction, Action<int[]> shuffle, Span<bool> kept)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shapes(logprobs.Length, mask, kept);
        _ = KernelChecks.Between(fraction, double.Epsilon, 1, nameof(fraction));
        if (!clipped.IsEmpty)
            KernelChecks.Length(nameof(clipped), clipped.Length, logprobs.Length);
        var counted = Counted(logprobs.Length, mask);
        var covariances = Covariances(logprobs, advantages, counted);
        var candidates = new List<int>();
        kept.Clear();
        for (var k = 0; k < counted.Length; k++)
        {
            var i = counted[k];
            kept[i] = true;
            if (covariances[k] > band.Low && covariances[k] < band.High && (clipped.IsEmpty || !clipped[i]))
                candidates.Add(i);
        }

        var order = Enumerable.Range(0, candidates.Count).ToArray();
        shuffle(order);
        foreach (var k in order.Take(Math.Max(1, (int)(fraction * counted.Length))))
            kept[candidates[k]] = false;
    }

    /// <summary>
    /// Off-policy sequence mask (DeepSeek-V3.2, arXiv 2512.02556 eq. 9): drops the tokens with A below 0 of the sequences whose mean of sampler - trainer
    /// log-probability is above the threshold.
    /// </summary>
    /// <param name="sequences">How the tokens fall into sequences [B].</param>
    /// <param name="mask">[N] true where the token counts, or empty: all do.</param>
    /// <param name="logprobs">[N] under the policy that is trained.</param>
    /// <param name="samplerLogprobs">[N] under the policy that sampled.</param>
    /// <param name="advantages">[N] advantages.</param>
    /// <param name="threshold">delta, finite. TRL suggests 0.5, OpenRLHF and slime 1e-4.</param>
    /// <param name="kept">[N] destination.</param>
    /// <exception cref="KernelException">A span that does not fit, or a number that is not finite.</exception>
    public static void OnPolicySequences<T>(
        GroupLayout sequences, ReadOnlySpan<bool> mask, ReadOnlySpan<T> logprobs, ReadOnlySpan<T> samplerLogprobs, ReadOnlySpan<T> advantages,
        double threshold, Span<bool> kept)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shapes(sequences.Length, mask, kept);
        KernelChecks.Length(nameof(logprobs), logprobs.Length, kept.Length);
        KernelChecks.Length(nameof(samplerLogprobs), samplerLogprobs.Length, kept.Length);
        KernelChecks.Length(nameof(advantages), advantages.Length, kept.Length);
        for (var b = 0; b < sequences.Count; b++)
        {
            var (start, end) = sequences[b];
            double sum = 0;
            var count = 0;
            for (var i = start; i < end; i++)
            {
                if (!mask.IsEmpty && !mask[i])
                    continue;
                sum += LossChecks.Finite(nameof(samplerLogprobs), samplerLogprobs, i) - LossChecks.Finite(nameof(logprobs), logprobs, i);
                count++;
            }

            var isNear = sum <= threshold * count;
            for (var i = start; i < end; i++)
                kept[i] = (mask.IsEmpty || mask[i]) && (isNear || LossChecks.Finite(nameof(advantages), advantages, i) >= 0);
        }
    }

    /// <summary>
    /// M2PO (arXiv 2510.01161): drops the tokens of greatest squared log-ratio until the mean square of the rest is at most the threshold; of equal ones
    /// the later first.
    /// </summary>
    /// <param name="logprobs">[N] log-probabilities.</param>
    /// <param name="oldLogprobs">[N] under the policy that sampled.</param>
    /// <param name="mask">[N] true where the token counts, or empty: all do.</param>
    /// <param name="threshold">tau, at least 0. The paper has 0.04.</param>
    /// <param name="kept">[N] destination.</param>
    /// <exception cref="KernelException">A span that does not fit, or a number that is not finite.</exception>
    public static void SecondMoment<T>(
        ReadOnlySpan<T> logprobs, ReadOnlySpan<T> oldLogprobs, ReadOnlySpan<bool> mask, double threshold, Span<bool> kept)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shapes(logprobs.Length, mask, kept);
        KernelChecks.Length(nameof(oldLogprobs), oldLogprobs.Length, logprobs.Length);
        _ = KernelChecks.Between(threshold, 0, KernelChecks.Limit, nameof(threshold));
        var counted = Counted(logprobs.Length, mask);
        var squares = new double[counted.Length];
        for (var k = 0; k < counted.Length; k++)
        {
            var difference = LossChecks.Finite(nameof(logprobs), logprobs, counted[k]) - LossChecks.Finite(nameof(oldLogprobs), oldLogprobs, counted[k]);
            squares[k] = difference * difference;
        }

        kept.Clear();
        double sum = 0;
        var number = 0;
        foreach (var k in Enumerable.Range(0, counted.Length).OrderBy(k => squares[k]).ThenBy(k => k))
        {
            sum += squares[k];
            number++;

            // Squares ascend, so their running mean does too: the first that breaks the bound ends the set.
            if (sum > threshold * number)
                break;
            kept[counted[k]] = true;
        }
    }

    /// <summary>Multiplies by 0 the weights of the tokens that are not kept.</summary>
    /// <param name="kept">[N] from a selection.</param>
    /// <param name="weights">[N] weights, in place.</param>
    /// <exception cref="KernelException">Spans of different lengths.</exception>
    public static void Drop<T>(ReadOnlySpan<bool> kept, Span<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelChecks.Length(nameof(weights), weights.Length, kept.Length);
        for (var i = 0; i < kept.Length; i++)
            weights[i] = kept[i] ? weights[i] : T.Zero;
    }

    private static double[] Covariances<T>(ReadOnlySpan<T> logprobs, ReadOnlySpan<T> advantages, int[] counted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelChecks.Length(nameof(advantages), advantages.Length, logprobs.Length);
        double logprobSum = 0, advantageSum = 0;
        foreach (var i in counted)
        {
            logprobSum += LossChecks.Finite(nameof(logprobs), logprobs, i);
            advantageSum += LossChecks.Finite(nameof(advantages), advantages, i);
        }

        var (logprobMean, advantageMean) = (logprobSum / counted.Length, advantageSum / counted.Length);
        var covariances = new double[counted.Length];
        for (var k = 0; k < counted.Length; k++)
            covariances[k] = (double.CreateTruncating(advantages[counted[k]]) - advantageMean) * (double.CreateTruncating(logprobs[counted[k]]) - logprobMean);
        return covariances;
    }

    private static int[] Counted(int length, ReadOnlySpan<bool> mask)
    {
        var counted = new List<int>(length);
        for (var i = 0; i < length; i++)
        {
            if (mask.IsEmpty || mask[i])
                counted.Add(i);
        }

        return [.. counted];
    }

    private static void Shapes(int tokens, ReadOnlySpan<bool> mask, Span<bool> kept)
    {
        KernelChecks.Mask(mask, tokens);
        KernelChecks.Length(nameof(kept), kept.Length, tokens);
    }
}
