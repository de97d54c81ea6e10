using Rlar.Kernels.Cpu;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Tests.Losses;

/// <summary>The same input gives the same bits on every vector path and at any thread count.</summary>
public sealed class CpuLossBitsTests
{
    private static readonly CpuBackend[] s_backends =
    [
        .. new[] { VectorPath.Auto, VectorPath.Vector256, VectorPath.Scalar }.SelectMany(
            path => new[] { 1, 2, 5 }.Select(threads => new CpuBackend(new CpuOptions { Path = path, Threads = threads }))),
    ];

    [Theory]
    [InlineData(LogitFormat.F32)]
    [InlineData(LogitFormat.F16)]
    [InlineData(LogitFormat.BF16)]
    [InlineData(LogitFormat.F64)]
    public void TokenLogprobs_AnyPathAndThreadCount_SameBits(LogitFormat format)
    {
        foreach (var vocabulary in new[] { 1, 17, 300, 9_000 })
        {
            foreach (var logits in LogitCases.Kinds(format, 11, vocabulary))
            {
                var targets = logits.Targets(9);
                var expected = logits.Forward(new CpuTokenLogprobs(s_backends[0]), targets, 0.9);
                var gradients = Gradients(s_backends[0], logits, targets, expected, vocabulary);
                foreach (var backend in s_backends.Skip(1))
                {
                    var actual = logits.Forward(new CpuTokenLogprobs(backend), targets, 0.9);
                    Assert.Equal(expected.Logprobs, actual.Logprobs);
                    Assert.Equal(expected.Entropies, actual.Entropies);
                    Assert.Equal(expected.Squares, actual.Squares);
                    Assert.True(gradients.AsSpan().SequenceEqual(Gradients(backend, logits, targets, expected, vocabulary)));
                }
            }
        }
    }

    [Fact]
    public void PolicyLosses_AnyThreadCount_SameBits()
    {
        // Forty thousand tokens: several chunks, which the threads take in any order.
        var batch = LossCase.Random(21, 400, 200);
        foreach (var options in LossCase.Losses.Values)
        {
            var expected = batch.Run(new CpuPolicyLosses<float>(s_backends[0]), options);
            foreach (var backend in s_backends.Skip(1))
            {
                var actual = batch.Run(new CpuPolicyLosses<float>(backend), options);
                Assert.Equal(expected.Result, actual.Result);
                Assert.True(expected.Gradients.AsSpan().SequenceEqual(actual.Gradients));
            }
        }
    }

    private static float[] Gradients(
        CpuBackend backend, LogitCases logits, int[] targets, (double[] Logprobs, double[] Normalizers, double[] Entropies, double[] Squares) forward, int vocabulary)
    {
        var gradients = new float[targets.Length * vocabulary];
        var by = targets.Select(t => 0.25 + (t % 3)).ToArray();
        new CpuTokenLogprobs(backend).Backward(logits.Matrix, targets, 0.9, new TokenGradients(by, forward.Normalizers, by, forward.Entropies), gradients);
        return gradients;
    }
}
