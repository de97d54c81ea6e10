using System.Numerics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Reference;

/// <summary>Log-softmax, gather, entropy and sum p² as their formulas read, in double, one row after another.</summary>
public sealed class ReferenceTokenLogprobs : ITokenLogprobKernels
{
    /// <inheritdoc/>
    public void Forward(in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenStatistics statistics)
    {
        LossChecks.Forward(logits, targets, temperature, statistics);
        for (var t = 0; t < logits.Tokens; t++)
        {
            var start = (long)t * logits.Vocabulary;
            var maximum = Maximum(logits, temperature, start);
            double sum = 0, weighted = 0, squares = 0;
            for (var v = 0; v < logits.Vocabulary; v++)
            {
                var difference = (logits[start + v] / temperature) - maximum;
                var power = Math.Exp(difference);
                sum += power;
                weighted += power == 0 ? 0 : power * difference;
                squares += power * power;
            }

            statistics.Logprobs[t] = (logits[start + targets[t]] / temperature) - maximum - Math.Log(sum);
            if (!statistics.LogNormalizers.IsEmpty)
                statistics.LogNormalizers[t] = maximum + Math.Log(sum);
            if (!statistics.Entropies.IsEmpty)
                statistics.Entropies[t] = Math.Log(sum) - (weighted / sum);
            if (!statistics.Squares.IsEmpty)
                statistics.Squares[t] = squares / (sum * sum);
        }
    }

    /// <inheritdoc/>
    public void Backward(
        in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenGradients gradients, Span<float> logitGradients) =>
        Run(logits, targets, temperature, gradients, logitGradients);

    /// <inheritdoc/>
    public void Backward(
        in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenGradients gradients, Span<double> logitGradients) =>
        Run(logits, targets, temperature, gradients, logitGradients);

    private static void Run<T>(
        in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenGradients gradients, Span<T> logitGradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LossChecks.Backward(logits, targets, temperature, gradients, logitGradients);
        for (var t = 0; t < logits.Tokens; t++)
        {
            var start = t * logits.Vocabulary;
            var (byLogprob, byEntropy, entropy) = LossChecks.Row(gradients, t);
            if (byLogprob == 0 && byEntropy == 0)
            {
                logitGradients.Slice(start, logits.Vocabulary).Clear();
                continue;
            }

            for (var v = 0; v < logits.Vocabulary; v++)
            {
                var logit = logits[start + v] / temperature;
                if (double.IsNaN(logit) || double.IsPositiveInfinity(logit))
                    throw LossChecks.BadLogit(logit, start + v);
                var logProbability = logit - gradients.LogNormalizers[t];
                var probability = Math.Exp(logProbability);
                var slope = -byLogprob * probability;
                if (probability > 0)
                    slope -= byEntropy * probability * (logProbability + entropy);
                if (v == targets[t])
                    slope += byLogprob;
                logitGradients[start + v] = T.CreateTruncating(slope / temperature);
            }
        }
    }

    private static double Maximum(in LogitMatrix logits, double temperature, long start)
    {
        var maximum = double.NegativeInfinity;
        for (var v = 0; v < logits.Vocabulary; v++)
        {
            var logit = logits[start + v];
            if (double.IsNaN(logit) || double.IsPositiveInfinity(logit))
                throw LossChecks.BadLogit(logit, start + v);
            maximum = Math.Max(maximum, logit / temperature);
        }

        return double.IsNegativeInfinity(maximum) ? throw LossChecks.NoLogit(start) : maximum;
    }
}
