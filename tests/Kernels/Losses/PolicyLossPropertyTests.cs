using Rlar.Kernels.Cpu;
using Rlar.Kernels.Losses;
using Rlar.Kernels.Reference;

namespace Rlar.Kernels.Tests.Losses;

/// <summary>What holds for every policy loss, whatever the numbers.</summary>
public sealed class PolicyLossPropertyTests
{
    private static readonly ReferencePolicyLosses s_reference = new();
    private static readonly IPolicyLossKernels<double>[] s_backends = [s_reference, new CpuPolicyLosses<double>(new CpuBackend(new CpuOptions { Threads = 2 }))];

    public static TheoryData<string> Losses => [.. LossCase.Losses.Keys];

    // Stop-gradients are constants of the loss: there the difference is taken with the factor held.
    [Theory]
    [InlineData("grpo")]
    [InlineData("dapo")]
    [InlineData("dual-clip")]
    [InlineData("two-sided")]
    [InlineData("gspo")]
    [InlineData("gspo-kl-ratio")]
    [InlineData("sapo")]
    [InlineData("sapo-sequence")]
    [InlineData("gmpo")]
    [InlineData("dro")]
    [InlineData("kl-cov")]
    public void Gradients_OfWhatHasNoStopGradient_AreFiniteDifferences(string loss)
    {
        var options = LossCase.Losses[loss];
        var batch = LossCase.Random(11, 6, 9);
        foreach (var kernels in s_backends)
        {
            var (_, gradients, byEntropy) = batch.Run(kernels, options);
            Differences(batch.Logprobs, gradients, $"{loss} logprob");
            Differences(batch.Entropies, byEntropy, $"{loss} entropy");

            void Differences(double[] column, double[] expected, string where)
            {
                for (var i = 0; i < column.Length; i++)
                {
                    var kept = column[i];
                    column[i] = kept + 1e-6;
                    var above = batch.Run(kernels, options).Result.Loss;
                    column[i] = kept - 1e-6;
                    var below = batch.Run(kernels, options).Result.Loss;
                    column[i] = kept;
                    Assert.True(Math.Abs(((above - below) / 2e-6) - expected[i]) <= 1e-7, $"{where}[{i}]: {(above - below) / 2e-6:R} and {expected[i]:R}");
                }
            }
        }
    }

    [Theory]
    [InlineData("cispo")]
    [InlineData("gpg")]
    public void Gradients_AtRatioOne_AreThePolicyGradient(string loss)
    {
        var batch = LossCase.Random(12, 8, 10, masked: false);
        var options = LossCase.Losses[loss] with { Kl = null };
        var weights = new double[8];
        LossAggregation.Dapo.Weigh(batch.Layout, default, default, weights);
        foreach (var kernels in s_backends)
        {
            var (_, gradients, _) = batch.Run(kernels, options, LossAggregation.Dapo, old: false);
            for (var i = 0; i < gradients.Length; i++)
                Assert.Equal(-batch.Advantages[i] * batch.Weights[i] / gradients.Length, gradients[i], 1e-15);
        }
    }

    [Theory]
    [InlineData("dapo")]
    [InlineData("gspo-token")]
    [InlineData("sapo")]
    [InlineData("dual-clip")]
    public void Gradients_OnPolicy_AreMinusAdvantageTimesTheWeight(string loss)
    {
        var batch = LossCase.Random(13, 8, 10, masked: false);
        var options = LossCase.Losses[loss] with { Kl = null };
        foreach (var kernels in s_backends)
        {
            var (result, gradients, _) = batch.Run(kernels, options, LossAggregation.Dapo, old: false);
            for (var i = 0; i < gradients.Length; i++)
                Assert.Equal(-batch.Advantages[i] * batch.Weights[i] / gradients.Length, gradients[i], 1e-15);
            Assert.Equal(0, result.ClipFraction);
            Assert.Equal((1, 1, 1), (result.MeanRatio, result.MinRatio, result.MaxRatio));
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Forward_WhatIsMasked_ChangesNothing(string loss)
    {
        var batch = LossCase.Random(14, 9, 12);
        foreach (var kernels in s_backends)
        {
            var poisoned = batch.Run(kernels, LossCase.Losses[loss], poison: true);
            var plain = batch.Run(kernels, LossCase.Losses[loss], poison: false);
            Assert.Equal(plain.Result, poisoned.Result);
            Assert.Equal(plain.Gradients, poisoned.Gradients);
            Assert.All(batch.Mask.Index(), m => Assert.True(m.Item || poisoned.Gradients[m.Index] == 0));
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Forward_MaskedTokensTakenOut_IsTheSameLoss(string loss)
    {
        var batch = LossCase.Random(15, 9, 12);
        double[] Kept(double[] values) => [.. values.Where((_, i) => batch.Mask[i])];
        var packed = new LossCase(
            [0, .. Enumerable.Range(1, 9).Select(b => batch.Mask.Take(batch.Offsets[b]).Count(m => m))], [], Kept(batch.Logprobs), Kept(batch.Old), Kept(batch.Reference),
            Kept(batch.Advantages), Kept(batch.Entropies), Kept(batch.Weights), [.. batch.Selected.Where((_, i) => batch.Mask[i])]);
        foreach (var kernels in s_backends)
        {
            var (expected, actual) = (batch.Run(kernels, LossCase.Losses[loss]), packed.Run(kernels, LossCase.Losses[loss]));
            Assert.Equal(expected.Result.Loss, actual.Result.Loss, 1e-13);
            Assert.Equal(expected.Result.ClippedHigh, actual.Result.ClippedHigh);
            Tolerance.AssertClose(Kept(expected.Gradients), actual.Gradients, 1e-15, 1e-13, loss);
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Forward_SequencesInAnotherOrder_IsTheSameLoss(string loss)
    {
        var batch = LossCase.Random(16, 10, 12);
        var order = Enumerable.Range(0, 10).Reverse().ToArray();
        T[] Moved<T>(T[] values) => [.. order.SelectMany(b => values[batch.Offsets[b]..batch.Offsets[b + 1]])];
        var offsets = new int[11];
        for (var b = 0; b < 10; b++)
            offsets[b + 1] = offsets[b] + batch.Offsets[order[b] + 1] - batch.Offsets[order[b]];
        var moved = new LossCase(
            offsets, Moved(batch.Mask), Moved(batch.Logprobs), Moved(batch.Old), Moved(batch.Reference), Moved(batch.Advantages), Moved(batch.Entropies),
            Moved(batch.Weights), Moved(batch.Selected));
        foreach (var kernels in s_backends)
        {
            var (expected, actual) = (batch.Run(kernels, LossCase.Losses[loss]), moved.Run(kernels, LossCase.Losses[loss]));
            Assert.Equal(expected.Result.Loss, actual.Result.Loss, 1e-13);
            Assert.Equal(Moved(expected.Gradients), actual.Gradients);
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Forward_AllMasked_IsZero(string loss)
    {
        var batch = LossCase.Random(17, 6, 8) with { Mask = new bool[LossCase.Random(17, 6, 8).Mask.Length] };
        foreach (var kernels in s_backends)
        {
            var (result, gradients, _) = batch.Run(kernels, LossCase.Losses[loss]);
            Assert.Equal(new PolicyLossResult(), result);
            Assert.All(gradients, g => Assert.Equal(0, g));
        }
    }

    [Fact]
    public void Kl_K2K3AndAbsolute_AreNeverNegative()
    {
        var random = new Random(6);
        foreach (var estimator in new[] { KlEstimator.K2, KlEstimator.K3, KlEstimator.Absolute })
        {
            var logprobs = Enumerable.Range(0, 20_000).Select(_ => -5 * random.NextDouble()).ToArray();
            var references = Array.ConvertAll(logprobs, l => l + ((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-16, 1))));
            var (values, slopes) = (new double[logprobs.Length], new double[logprobs.Length]);
            foreach (var kernels in s_backends)
            {
                kernels.Kl(logprobs, references, new KlPenalty { Estimator = estimator }, values, slopes);
                Assert.All(values, v => Assert.True(v >= 0, $"{estimator}: {v}"));
                kernels.Kl(logprobs, logprobs, new KlPenalty { Estimator = estimator }, values, slopes);
                Assert.All(values, v => Assert.Equal(0, v));
                Assert.All(slopes, s => Assert.Equal(0, s));
            }
        }
    }

    [Fact]
    public void Batch_WithoutWhatTheLossNeeds_IsRefused()
    {
        double[] logprobs = [-1, -2];
        foreach (var kernels in s_backends)
        {
            var options = new PolicyLossOptions { Kl = new KlPenalty() };
            Assert.Contains("ReferenceLogprobs", Assert.Throws<KernelException>(() => kernels.Forward(Plain(logprobs), options)).Message, StringComparison.Ordinal);
            options = new PolicyLossOptions { EntropyCoefficient = 0.1 };
            Assert.Contains("Entropies", Assert.Throws<KernelException>(() => kernels.Forward(Plain(logprobs), options)).Message, StringComparison.Ordinal);
        }

        Assert.Throws<KernelException>(() => new PolicyLossBatch<double>(GroupLayout.Uniform(1, 2), default, [1], logprobs, [-1], logprobs));
        Assert.Throws<KernelException>(() => new PolicyLossBatch<double>(GroupLayout.Uniform(1, 2), default, [1, 1], logprobs, default, logprobs));
    }

    private static PolicyLossBatch<double> Plain(double[] logprobs) => new(GroupLayout.Uniform(1, 2), default, [0.5], logprobs, default, logprobs);
}
