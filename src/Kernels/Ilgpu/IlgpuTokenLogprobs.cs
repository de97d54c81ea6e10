using System.Runtime.InteropServices;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// <see cref="ITokenLogprobKernels"/> as ILGPU kernels: the logits are read once forward and once back. All arithmetic is in double, with an exp and a log
/// of our own; the bits do not depend on the launch. Logits are checked here before they leave.
/// </summary>
/// <param name="backend">The device.</param>
public sealed class IlgpuTokenLogprobs(IlgpuBackend backend) : ITokenLogprobKernels
{
    /// <inheritdoc/>
    public void Forward(in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenStatistics statistics)
    {
        LossChecks.Forward(logits, targets, temperature, statistics);
        CheckRows(logits);
        var rows = new double[4 * logits.Tokens];
        switch (logits.Format)
        {
            case LogitFormat.F32: Run<float>(LogitBodies.Forward<float, LogitF32>, logits, targets, temperature, rows, []); break;
            case LogitFormat.F16: Run<ushort>(LogitBodies.Forward<ushort, LogitF16>, logits, targets, temperature, rows, []); break;
            case LogitFormat.BF16: Run<ushort>(LogitBodies.Forward<ushort, LogitBF16>, logits, targets, temperature, rows, []); break;
            default: Run<double>(LogitBodies.Forward<double, LogitF64>, logits, targets, temperature, rows, []); break;
        }

        for (var t = 0; t < logits.Tokens; t++)
        {
            statistics.Logprobs[t] = rows[4 * t];
            if (!statistics.LogNormalizers.IsEmpty)
                statistics.LogNormalizers[t] = rows[(4 * t) + 1];
            if (!statistics.Entropies.IsEmpty)
                statistics.Entropies[t] = rows[(4 * t) + 2];
            if (!statistics.Squares.IsEmpty)
                statistics.Squares[t] = rows[(4 * t) + 3];
        }
    }

    /// <inheritdoc/>
    public void Backward(
        in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenGradients gradients, Span<float> logitGradients)
    {
        LossChecks.Backward(logits, targets, temperature, gradients, logitGradients);
        var wide = new double[logitGradients.Length];
        Back(logits, targets, temperature, gradients, wide);
        for (var i = 0; i < wide.Length; i++)
            logitGradients[i] = (float)wide[i];
    }

    /// <inheritdoc/>
    public void Backward(
        in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenGradients gradients, Span<double> logitGradients)
    {
        LossChecks.Backward(logits, targets, temperature, gradients, logitGradients);
        Back(logits, targets, temperature, gradients, logitGradients);
    }

    private void Back(
        in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenGradients gradients, Span<double> logitGradients)
    {
        var rows = new double[4 * logits.Tokens];
        for (var t = 0; t < logits.Tokens; t++)
        {
            var (byLogprob, byEntropy, entropy) = LossChecks.Row(gradients, t);
            (rows[4 * t], rows[(4 * t) + 1], rows[(4 * t) + 2], rows[(4 * t) + 3]) = (byLogprob, gradients.LogNormalizers[t], byEntropy, entropy);

            // A row without a gradient is not read.
            if (byLogprob != 0 || byEntropy != 0)
                _ = LogitScan.Check(logits, t);
        }

        switch (logits.Format)
        {
            case LogitFormat.F32: Run<float>(LogitBodies.Backward<float, LogitF32>, logits, targets, temperature, rows, logitGradients); break;
            case LogitFormat.F16: Run<ushort>(LogitBodies.Backward<ushort, LogitF16>, logits, targets, temperature, rows, logitGradients); break;
            case LogitFormat.BF16: Run<ushort>(LogitBodies.Backward<ushort, LogitBF16>, logits, targets, temperature, rows, logitGradients); break;
            default: Run<double>(LogitBodies.Backward<double, LogitF64>, logits, targets, temperature, rows, logitGradients); break;
        }
    }

    private void Run<T>(
        Action<LogitJob<T>> body, in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, Span<double> rows, Span<double> gradients)
        where T : unmanaged
    {
        lock (backend.Gate)
        {
            using var values = backend.Upload(MemoryMarshal.Cast<byte, T>(logits.Bytes));
            using var came = backend.Upload(targets);
            using var numbers = backend.Upload<double>(rows);
            using var slopes = backend.Rent<double>(gradients.Length);
            var job = new LogitJob<T>
            {
                Logits = values.View,
                Targets = came.View,
                Rows = numbers.View,
                Gradients = slopes.View,
                Tokens = logits.Tokens,
                Vocabulary = logits.Vocabulary,
                Temperature = temperature,
            };
            backend.Launch(body, job.Tokens, Team.Lanes, job);
            if (gradients.IsEmpty)
                backend.Download(job.Rows, rows);
            else
                backend.Download(job.Gradients, gradients);
        }
    }

    private static void CheckRows(in LogitMatrix logits)
    {
        for (var t = 0; t < logits.Tokens; t++)
        {
            if (!LogitScan.Check(logits, t))
                throw LossChecks.NoLogit((long)t * logits.Vocabulary);
        }
    }
}
