using System.Numerics;

namespace Rlar.Kernels.Losses;

/// <summary>
/// Weights for completions that were sampled by another policy than the one that scores them (another engine, another precision, older weights):
/// functions of the ratio trainer / sampler, constants to the gradient. All backends share it: it runs once a batch, outside the loss.
/// </summary>
/// <remarks>
/// By name: truncated importance sampling (TIS) is Truncate by token with High 2; masked importance sampling (MIS, TRL <c>sequence_mask</c>) is Drop by
/// sequence with High 3; IcePop is Drop by token with 0.5 and 5; geometric masks are Drop by SequenceMean. Routing replay (the sampler's choice of experts
/// given to the trainer again) is for mixtures of experts alone, and none runs here: there is no option for it.
/// </remarks>
public sealed record RolloutCorrection
{
    // verl clamps a log-ratio, and the sum over a sequence, before the exponential.
    private const double MaxLogRatio = 20;

    /// <summary>What one ratio belongs to. Default the token.</summary>
    public CorrectionLevel Level { get; init; } = CorrectionLevel.Token;

    /// <summary>What happens outside the bounds. Default Truncate.</summary>
    public CorrectionMode Mode { get; init; } = CorrectionMode.Truncate;

    /// <summary>Lower bound of the ratio: at least 0. Default 0: none.</summary>
    public double Low { get; init => field = KernelChecks.Between(value, 0, double.PositiveInfinity, nameof(Low)); }

    /// <summary>Upper bound of the ratio: above 0. Default 2, as verl and SkyRL have it.</summary>
    public double High { get; init => field = KernelChecks.Between(value, double.Epsilon, double.PositiveInfinity, nameof(High)); } = 2;

    /// <summary>The weights: the ratio, truncated to the bounds or 0 outside them. 0 where masked.</summary>
    /// <param name="sequences">How the tokens fall into sequences [B].</param>
    /// <param name="mask">[N] true where the token counts, or empty: all do.</param>
    /// <param name="logprobs">[N] under the policy that is trained.</param>
    /// <param name="samplerLogprobs">[N] under the policy that sampled.</param>
    /// <param name="weights">[N] destination, not one of the sources.</param>
    /// <exception cref="KernelException">A span that does not fit, or a log-probability that is not finite.</exception>
    public void Weigh<T>(
        GroupLayout sequences, ReadOnlySpan<bool> mask, ReadOnlySpan<T> logprobs, ReadOnlySpan<T> samplerLogprobs, Span<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Ratios(sequences, mask, logprobs, samplerLogprobs, weights);
        for (var i = 0; i < weights.Length; i++)
        {
            if (!mask.IsEmpty && !mask[i])
                continue;
            var ratio = double.CreateTruncating(weights[i]);
            if (Mode == CorrectionMode.Truncate)
                weights[i] = T.CreateTruncating(Math.Min(Math.Max(ratio, Low), High));
            else if (!(ratio >= Low && ratio <= High))
                weights[i] = T.Zero;
        }
    }

    /// <summary>The tokens whose ratio is within the bounds: a mask for the loss, which then does not count the others (verl <c>rollout_rs</c>).</summary>
    /// <param name="sequences">How the tokens fall into sequences [B].</param>
    /// <param name="mask">[N] true where the token counts, or empty: all do.</param>
    /// <param name="logprobs">[N] under the policy that is trained.</param>
    /// <param name="samplerLogprobs">[N] under the policy that sampled.</param>
    /// <param name="kept">[N] destination; it may be the mask. False where masked.</param>
    /// <exception cref="KernelException">A span that does not fit, or a log-probability that is not finite.</exception>
    public void Keep<T>(
        GroupLayout sequences, ReadOnlySpan<bool> mask, ReadOnlySpan<T> logprobs, ReadOnlySpan<T> samplerLogprobs, Span<bool> kept)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelChecks.Length(nameof(kept), kept.Length, sequences.Length);
        var ratios = new T[sequences.Length];
        Ratios(sequences, mask, logprobs, samplerLogprobs, ratios);
        for (var i = 0; i < kept.Length; i++)
        {
            var ratio = double.CreateTruncating(ratios[i]);
            kept[i] = (mask.IsEmpty || mask[i]) && ratio >= Low && ratio <= High;
        }
    }

    /// <summary>Replaces each sequence's weights by their geometric mean over the tokens that count, as verl does before GMPO.</summary>
    /// <param name="sequences">How the tokens fall into sequences [B].</param>
    /// <param name="mask">[N] true where the token counts, or empty: all do.</param>
    /// <param name="weights">[N] weights, at least 0, in place.</param>
    public static void GeometricMean<T>(GroupLayout sequences, ReadOnlySpan<bool> mask, Span<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelChecks.Mask(mask, sequences.Length);
        KernelChecks.Length(nameof(weights), weights.Length, sequences.Length);
        for (var b = 0; b < sequences.Count; b++)
        {
            var (start, end) = sequences[b];
            double sum = 0;
            var count = 0;
            for (var i = start; i < end; i++)
            {
                if (!mask.IsEmpty && !mask[i])
                    continue;
                sum += Math.Log(double.CreateTruncating(weights[i]));
                count++;
            }

            weights[start..end].Fill(T.CreateTruncating(count == 0 ? 1 : Math.Exp(sum / count)));
        }
    }

    private void Ratios<T>(GroupLayout sequences, ReadOnlySpan<bool> mask, ReadOnlySpan<T> logprobs, ReadOnlySpan<T> samplerLogprobs, Span<T> ratios)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelChecks.Mask(mask, sequences.Length);
        KernelChecks.Length(nameof(logprobs), logprobs.Length, sequences.Length);
        KernelChecks.Length(nameof(samplerLogprobs), samplerLogprobs.Length, sequences.Length);
        KernelChecks.Length("weights", ratios.Length, sequences.Length);
        for (var b = 0; b < sequences.Count; b++)
        {
            var (start, end) = sequences[b];
            double sum = 0;
            var count = 0;
            for (var i = start; i < end; i++)
            {
                ratios[i] = T.Zero;
                if (!mask.IsEmpty && !mask[i])
                    continue;
                var difference = LossChecks.Finite(nameof(logprobs), logprobs, i) - LossChecks.Finite(nameof(samplerLogprobs), samplerLogprobs, i);
                sum += difference;
                count++;
                ratios[i] = T.CreateTruncating(Ratio(difference));
            }

            if (Level == CorrectionLevel.Token || count == 0)
                continue;
            var whole = T.CreateTruncating(Ratio(Level == CorrectionLevel.SequenceMean ? sum / count : sum));
            for (var i = start; i < end; i++)
                ratios[i] = mask.IsEmpty || mask[i] ? whole : T.Zero;
        }
    }

    private static double Ratio(double logRatio) => Math.Exp(Math.Clamp(logRatio, -MaxLogRatio, MaxLogRatio));
}
