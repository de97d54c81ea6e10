using System.Numerics;

namespace Rlar.Kernels.Losses;

/// <summary>
/// The second stage of A*PO (arXiv 2505.20686 eq. 6, TRL's experimental trainer): sum_b w_b (b2 log(pi / pi_ref)(y_b) - A_b)², a regression of the whole
/// completion's log-ratio on its optimal advantage. All backends share it: it reads two numbers a token.
/// </summary>
public static class OptimalAdvantageLoss
{
    /// <summary>The loss, and its gradient by the log-probabilities.</summary>
    /// <param name="sequences">How the tokens fall into sequences [B].</param>
    /// <param name="mask">[N] true where the token counts, or empty: all do.</param>
    /// <param name="sequenceWeights">[B] what each sequence weighs; the paper's mean is <see cref="AggregationMode.SequenceMeanTokenSum"/>: 1 / B.</param>
    /// <param name="logprobs">[N] log-probabilities under the policy that is trained.</param>
    /// <param name="references">[N] under the reference policy.</param>
    /// <param name="advantages">[B] r - V*, from <see cref="Advantages.IBaselineAdvantageKernels{T}.OptimalValue"/>.</param>
    /// <param name="temperature">b2: finite, above 0. TRL 1e-3.</param>
    /// <param name="gradients">[N] destination of d loss / d logprob, or empty: not wanted. 0 where masked.</param>
    /// <exception cref="KernelException">A span that does not fit, or a number that is not finite.</exception>
    public static double ForwardBackward<T>(
        GroupLayout sequences, ReadOnlySpan<bool> mask, ReadOnlySpan<double> sequenceWeights, ReadOnlySpan<T> logprobs, ReadOnlySpan<T> references,
        ReadOnlySpan<T> advantages, double temperature, Span<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelChecks.Mask(mask, sequences.Length);
        KernelChecks.Length(nameof(sequenceWeights), sequenceWeights.Length, sequences.Count);
        KernelChecks.Length(nameof(logprobs), logprobs.Length, sequences.Length);
        KernelChecks.Length(nameof(references), references.Length, sequences.Length);
        KernelChecks.Length(nameof(advantages), advantages.Length, sequences.Count);
        if (!gradients.IsEmpty)
            KernelChecks.Length(nameof(gradients), gradients.Length, sequences.Length);
        _ = KernelChecks.Positive(temperature, nameof(temperature));
        LossChecks.AllFinite(nameof(logprobs), logprobs, mask);
        LossChecks.AllFinite(nameof(references), references, mask);
        LossChecks.AllFinite(nameof(advantages), advantages);
        double loss = 0;
        for (var b = 0; b < sequences.Count; b++)
        {
            var (start, end) = sequences[b];
            double logRatio = 0;
            for (var i = start; i < end; i++)
                logRatio += mask.IsEmpty || mask[i] ? double.CreateTruncating(logprobs[i]) - double.CreateTruncating(references[i]) : 0;
            var residual = (temperature * logRatio) - double.CreateTruncating(advantages[b]);
            loss += sequenceWeights[b] * residual * residual;
            var slope = T.CreateTruncating(2 * sequenceWeights[b] * residual * temperature);
            for (var i = start; i < end && !gradients.IsEmpty; i++)
                gradients[i] = mask.IsEmpty || mask[i] ? slope : T.Zero;
        }

        return loss;
    }
}
