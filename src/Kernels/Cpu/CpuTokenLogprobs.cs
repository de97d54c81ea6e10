using System.Numerics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// Log-softmax, gather, entropy and sum p² on SIMD vectors and all cores, row by row. F32, F16 and BF16 logits are computed in float with sums in
/// double: log-probabilities and entropies within 1e-6 (1 + |log p|) of the exact ones. F64 logits, and gradients in double, are computed in double.
/// The bits depend neither on the vector path nor on the thread count.
/// </summary>
/// <param name="backend">Instructions and threads.</param>
public sealed unsafe partial class CpuTokenLogprobs(CpuBackend backend) : ITokenLogprobKernels
{
    // Enough work for a thread to be worth waking.
    private const int LogitsPerChunk = 65536;

    /// <inheritdoc/>
    public void Forward(in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenStatistics statistics)
    {
        LossChecks.Forward(logits, targets, temperature, statistics);
        if (logits.Tokens == 0)
            return;
        fixed (byte* source = logits.Bytes)
        fixed (int* target = targets)
        fixed (double* logprobs = statistics.Logprobs, normalizers = statistics.LogNormalizers)
        fixed (double* entropies = statistics.Entropies, squares = statistics.Squares)
        {
            var job = new Job
            {
                Logits = source,
                Targets = target,
                Tokens = logits.Tokens,
                Vocabulary = logits.Vocabulary,
                Temperature = temperature,
                RowsPerChunk = RowsPerChunk(logits.Vocabulary),
                Logprobs = logprobs,
                Normalizers = normalizers,
                Entropies = entropies,
                Squares = squares,
            };
            var chunks = (logits.Tokens + job.RowsPerChunk - 1) / job.RowsPerChunk;
            switch (logits.Format)
            {
                case LogitFormat.F32: backend.Run<ForwardKernel<LogitSources.F32>>(chunks, &job); break;
                case LogitFormat.F16: backend.Run<ForwardKernel<LogitSources.F16>>(chunks, &job); break;
                case LogitFormat.BF16: backend.Run<ForwardKernel<LogitSources.BF16>>(chunks, &job); break;
                default: backend.Run<DoubleForwardKernel>(chunks, &job); break;
            }

            if (job.IsSuspect)
                ThrowFirst(logits);
        }
    }

    /// <inheritdoc/>
    public void Backward(
        in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenGradients gradients, Span<float> logitGradients)
    {
        LossChecks.Backward(logits, targets, temperature, gradients, logitGradients);
        if (logits.Format == LogitFormat.F64)
            RunBackward<DoubleBackwardKernel<float>, float>(logits, targets, temperature, gradients, logitGradients);
        else if (logits.Format == LogitFormat.F32)
            RunBackward<BackwardKernel<LogitSources.F32>, float>(logits, targets, temperature, gradients, logitGradients);
        else if (logits.Format == LogitFormat.F16)
            RunBackward<BackwardKernel<LogitSources.F16>, float>(logits, targets, temperature, gradients, logitGradients);
        else
            RunBackward<BackwardKernel<LogitSources.BF16>, float>(logits, targets, temperature, gradients, logitGradients);
    }

    /// <inheritdoc/>
    public void Backward(
        in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenGradients gradients, Span<double> logitGradients)
    {
        LossChecks.Backward(logits, targets, temperature, gradients, logitGradients);
        RunBackward<DoubleBackwardKernel<double>, double>(logits, targets, temperature, gradients, logitGradients);
    }

    private void RunBackward<TKernel, T>(
        in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenGradients gradients, Span<T> logitGradients)
        where TKernel : CpuBackend.IChunkKernel
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (logits.Tokens == 0)
            return;
        fixed (byte* source = logits.Bytes)
        fixed (int* target = targets)
        fixed (double* byLogprob = gradients.Logprobs, normalizers = gradients.LogNormalizers)
        fixed (double* byEntropy = gradients.Entropies, entropies = gradients.EntropyValues)
        fixed (T* destination = logitGradients)
        {
            var job = new Job
            {
                Logits = source,
                Format = logits.Format,
                Targets = target,
                Tokens = logits.Tokens,
                Vocabulary = logits.Vocabulary,
                Temperature = temperature,
                RowsPerChunk = RowsPerChunk(logits.Vocabulary),
                ByLogprob = byLogprob,
                Normalizers = normalizers,
                ByEntropy = byEntropy,
                Entropies = entropies,
                Gradients = destination,
            };
            backend.Run<TKernel>((logits.Tokens + job.RowsPerChunk - 1) / job.RowsPerChunk, &job);
            if (job.IsSuspect)
                ThrowFirst(logits);
        }
    }

    private static int RowsPerChunk(int vocabulary) => Math.Max(1, LogitsPerChunk / vocabulary);

    /// <summary>Looks for what a thread stumbled over. In place, the gradients before it have been written over their logits.</summary>
    private static void ThrowFirst(in LogitMatrix logits)
    {
        for (var t = 0; t < logits.Tokens; t++)
        {
            var start = (long)t * logits.Vocabulary;
            var any = false;
            for (var v = 0; v < logits.Vocabulary; v++)
            {
                var logit = logits[start + v];
                if (double.IsNaN(logit) || double.IsPositiveInfinity(logit))
                    throw LossChecks.BadLogit(logit, start + v);
                any |= !double.IsNegativeInfinity(logit);
            }

            if (!any)
                throw LossChecks.NoLogit(start);
        }

        throw new KernelException("A logit is NaN or infinite, and was written over before it could be found; hand over another destination to see which.");
    }
}
