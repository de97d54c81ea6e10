using System.Numerics;

namespace Rlar.Kernels.Losses;

/// <summary>
/// The clipped loss of a value head: 1/2 sum w_b max((v - R)², (clip(v, v_old - clip, v_old + clip) - R)²) (PPO as TRL and verl have it). All backends share
/// it: it reads five numbers a token.
/// </summary>
public static class ValueLoss
{
    /// <summary>The loss, and its gradient by the predicted values.</summary>
    /// <param name="sequences">How the tokens fall into sequences [B].</param>
    /// <param name="mask">[N] true where the token counts, or empty: all do.</param>
    /// <param name="sequenceWeights">[B] from <see cref="LossAggregation.Weigh"/>.</param>
    /// <param name="values">[N] predicted values v.</param>
    /// <param name="oldValues">[N] values v_old at the time of the rollout.</param>
    /// <param name="returns">[N] returns R.</param>
    /// <param name="clip">Half-width of the clip, above 0; infinity: no clip.</param>
    /// <param name="gradients">[N] destination of d loss / d v, or empty: not wanted. 0 where masked.</param>
    /// <returns>The loss, and the tokens on which the clipped square is the greater.</returns>
    /// <exception cref="KernelException">A span that does not fit, or a number that is not finite.</exception>
    public static (double Loss, long Clipped) ForwardBackward<T>(
        GroupLayout sequences, ReadOnlySpan<bool> mask, ReadOnlySpan<double> sequenceWeights, ReadOnlySpan<T> values, ReadOnlySpan<T> oldValues,
        ReadOnlySpan<T> returns, double clip, Span<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelChecks.Mask(mask, sequences.Length);
        KernelChecks.Length(nameof(sequenceWeights), sequenceWeights.Length, sequences.Count);
        KernelChecks.Length(nameof(values), values.Length, sequences.Length);
        KernelChecks.Length(nameof(oldValues), oldValues.Length, sequences.Length);
        KernelChecks.Length(nameof(returns), returns.Length, sequences.Length);
        if (!gradients.IsEmpty)
            KernelChecks.Length(nameof(gradients), gradients.Length, sequences.Length);
        _ = KernelChecks.Between(clip, double.Epsilon, double.PositiveInfinity, nameof(clip));
        double loss = 0;
        long clippedTokens = 0;
        gradients.Clear();
        for (var b = 0; b < sequences.Count; b++)
        {
            var (start, end) = sequences[b];
            for (var i = start; i < end; i++)
            {
                if (!mask.IsEmpty && !mask[i])
                    continue;
                var value = LossChecks.Finite(nameof(values), values, i);
                var old = LossChecks.Finite(nameof(oldValues), oldValues, i);
                var target = LossChecks.Finite(nameof(returns), returns, i);
                var clipped = Math.Min(Math.Max(value, old - clip), old + clip);
                var (free, bounded) = ((value - target) * (value - target), (clipped - target) * (clipped - target));
                loss += sequenceWeights[b] / 2 * Math.Max(free, bounded);
                clippedTokens += bounded > free ? 1 : 0;

                // Within the clip both are the same; where the clipped one is the greater, v no longer moves it.
                if (!gradients.IsEmpty)
                    gradients[i] = T.CreateTruncating(bounded > free ? 0 : sequenceWeights[b] * (value - target));
            }
        }

        return (loss, clippedTokens);
    }
}
