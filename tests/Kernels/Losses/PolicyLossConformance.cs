using System.Numerics;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Losses;
using Rlar.Kernels.Reference;

namespace Rlar.Kernels.Tests.Losses;

public sealed class CpuDoublePolicyLossTests() : PolicyLossConformance<double>(new CpuPolicyLosses<double>(new CpuBackend(new CpuOptions { Threads = 3 })), 1e-13);

public sealed class CpuFloatPolicyLossTests() : PolicyLossConformance<float>(new CpuPolicyLosses<float>(new CpuBackend()), 1e-6);

/// <summary>A backend's policy losses against the reference, over every objective and batches of every shape.</summary>
/// <param name="kernels">The backend.</param>
/// <param name="tolerance">Of each number, relative where it is above 1.</param>
/// <param name="isSlow">Whether small batches have to do: an interpreter runs the kernels.</param>
/// <param name="isSlower">Whether one has to do: threads of the operating system play a GPU's.</param>
public abstract class PolicyLossConformance<T>(IPolicyLossKernels<T> kernels, double tolerance, bool isSlow = false, bool isSlower = false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly (int Sequences, int Longest)[] s_shapes = [(0, 3), (1, 1), (3, 2), (9, 7), (40, 33), (30, 900)];
    private static readonly (int Sequences, int Longest)[] s_smallShapes = [(1, 1), (5, 7), (2, 45)];

    [Theory]
    [MemberData(nameof(PolicyLossPropertyTests.Losses), MemberType = typeof(PolicyLossPropertyTests))]
    public void ForwardBackward_BatchesOfEveryShape_IsTheReference(string loss)
    {
        var options = LossCase.Losses[loss];
        foreach (var (sequences, longest) in isSlower ? s_smallShapes[1..2] : isSlow ? s_smallShapes : s_shapes)
        {
            foreach (var masked in new[] { true, false })
            {
                if (isSlow && masked != (longest == 45))
                    continue;
                var batch = LossCase.Random(sequences + longest, sequences, longest, masked);
                var expected = batch.Run(new ReferencePolicyLosses(), options);
                var actual = batch.Run(kernels, options);
                Close(expected.Gradients, actual.Gradients, $"{loss} {sequences}x{longest} gradient");
                Close(expected.EntropyGradients, actual.EntropyGradients, $"{loss} entropy gradient");
                Same(expected.Result, actual.Result, $"{loss} {sequences}x{longest}");
            }
        }
    }

    [Fact]
    public void ForwardBackward_WithoutOldLogprobs_AllRatiosAreOne()
    {
        var batch = LossCase.Random(3, isSlow ? 4 : 20, 15);
        foreach (var options in LossCase.Losses.Values.Take(isSlower ? 2 : LossCase.Losses.Count))
        {
            var actual = batch.Run(kernels, options, old: false);
            Close(batch.Run(new ReferencePolicyLosses(), options, old: false).Gradients, actual.Gradients, "gradient");
            Assert.Equal(0, actual.Result.ApproximateKl);
        }
    }

    [Theory]
    [InlineData("logprobs", double.NaN)]
    [InlineData("old", double.PositiveInfinity)]
    [InlineData("advantages", double.NaN)]
    [InlineData("reference", double.NegativeInfinity)]
    [InlineData("entropies", double.NaN)]
    [InlineData("weights", double.PositiveInfinity)]
    public void ForwardBackward_NumberThatIsNone_IsRefusedWithItsIndex(string where, double bad)
    {
        var batch = LossCase.Random(8, isSlow ? 3 : 12, 20);
        var at = Array.FindLastIndex(batch.Mask, m => m);
        var column = where switch
        {
            "logprobs" => batch.Logprobs,
            "old" => batch.Old,
            "advantages" => batch.Advantages,
            "reference" => batch.Reference,
            "entropies" => batch.Entropies,
            _ => batch.Weights,
        };
        column[at] = bad;
        foreach (var loss in new[] { "grpo", "gspo-kl-ratio", "vespo" }.Take(isSlower ? 1 : 3))
        {
            var error = Assert.Throws<KernelException>(() => batch.Run(kernels, LossCase.Losses[loss]));
            Assert.Equal(at, error.Index);
        }
    }

    [Fact]
    public void ForwardBackward_RatioBeyondAllNumbers_IsRefusedAndLimitedIsNot()
    {
        var batch = LossCase.Random(8, 4, 20, masked: false);
        batch.Old[7] = -800;
        Assert.Equal(7, Assert.Throws<KernelException>(() => batch.Run(kernels, new PolicyLossOptions())).Index);
        var limited = batch.Run(kernels, new PolicyLossOptions { MinLogRatio = -20, MaxLogRatio = 20 });
        Assert.True(double.IsFinite(limited.Result.Loss));
        Assert.Equal(0, limited.Gradients[7]);
    }

    [Fact]
    public void Kl_EveryEstimator_IsTheReference()
    {
        var batch = LossCase.Random(4, 10, 40, masked: false);
        foreach (var estimator in Enum.GetValues<KlEstimator>())
        {
            var penalty = new KlPenalty { Estimator = estimator };
            var (values, slopes) = (new T[batch.Logprobs.Length], new T[batch.Logprobs.Length]);
            kernels.Kl(Array.ConvertAll(batch.Logprobs, T.CreateTruncating), Array.ConvertAll(batch.Reference, T.CreateTruncating), penalty, values, slopes);
            var (expected, expectedSlopes) = (new double[values.Length], new double[values.Length]);
            new ReferencePolicyLosses().Kl(batch.Logprobs, batch.Reference, penalty, expected, expectedSlopes);
            Close(expected, Array.ConvertAll(values, double.CreateTruncating), "value");
            Close(expectedSlopes, Array.ConvertAll(slopes, double.CreateTruncating), "slope");
        }
    }

    private void Same(PolicyLossResult expected, PolicyLossResult actual, string where)
    {
        var numbers = typeof(PolicyLossResult).GetProperties();
        foreach (var number in numbers)
        {
            if (number.GetValue(expected) is long count)
                Assert.True(count == (long)number.GetValue(actual)!, $"{where}: {number.Name} expected {count}, got {number.GetValue(actual)}");
            else
                Close([(double)number.GetValue(expected)!], [(double)number.GetValue(actual)!], $"{where}: {number.Name}");
        }
    }

    private void Close(double[] expected, double[] actual, string where)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]))))
                Assert.Fail($"{where}[{i}]: expected {expected[i]:R}, got {actual[i]:R}");
        }
    }
}
