using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Reference;

/// <summary>
/// The policy losses as their formulas read, in double, one sequence after another: slow, and the standard that every other backend is held to.
/// </summary>
public sealed class ReferencePolicyLosses : IPolicyLossKernels<double>
{
    /// <inheritdoc/>
    public PolicyLossResult Forward(in PolicyLossBatch<double> batch, PolicyLossOptions options) => Run(batch, options, default);

    /// <inheritdoc/>
    public PolicyLossResult ForwardBackward(in PolicyLossBatch<double> batch, PolicyLossOptions options, in PolicyLossGradients<double> gradients)
    {
        gradients.Check(batch.Sequences.Length);
        return Run(batch, options, gradients);
    }

    /// <inheritdoc/>
    public void Kl(ReadOnlySpan<double> logprobs, ReadOnlySpan<double> references, KlPenalty penalty, Span<double> values, Span<double> slopes)
    {
        LossChecks.KlShapes(logprobs.Length, references.Length, values.Length, slopes.Length);
        for (var i = 0; i < logprobs.Length; i++)
        {
            var (value, slope) = penalty.At(
                LossChecks.Finite(nameof(logprobs), logprobs, i), LossChecks.Finite(nameof(references), references, i));
            values[i] = value;
            if (!slopes.IsEmpty)
                slopes[i] = slope;
        }
    }

    private static PolicyLossResult Run(in PolicyLossBatch<double> batch, PolicyLossOptions options, in PolicyLossGradients<double> gradients)
    {
        batch.Check(options);
        var tally = new PolicyLossTally();
        for (var b = 0; b < batch.Sequences.Count; b++)
            tally.Merge(SequenceLoss.Run(batch, options, b, gradients));
        return tally.Result();
    }
}
