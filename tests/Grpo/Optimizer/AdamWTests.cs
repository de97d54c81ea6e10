using Rlar.Grpo.Optimizer;
using Rlar.Grpo.Policy.Fused;
using Rlar.Grpo.Tests.Fused;

namespace Rlar.Grpo.Tests.Optimizer;

public sealed class AdamWTests
{
    private static readonly AdamWOptions s_options = new() { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-6, WeightDecay = 0.1 };

    [Fact]
    public void Step_EveryLength_IsTheFormula()
    {
        foreach (var length in FusedNumbers.Lengths)
        {
            var (weights, expected) = (FusedNumbers.Random(length, length), FusedNumbers.Wide(FusedNumbers.Random(length, length)));
            var (m, v) = (new double[length], new double[length]);
            var optimizer = new AdamW<float>([length], s_options, threads: 1);
            for (var step = 1; step <= 5; step++)
            {
                var gradient = FusedNumbers.Random((length * 10) + step, length);
                optimizer.Step(_ => weights, _ => gradient, 1e-2, 0.5);
                Formula(expected, FusedNumbers.Wide(gradient), m, v, step, 1e-2, 0.5);
            }

            Assert.Equal(5, optimizer.Steps);
            FusedNumbers.Close(expected, weights, 1e-6, 1e-6, $"weights of {length}");
            FusedNumbers.Close(m, optimizer.FirstMoments(0), 1e-7, 1e-5, $"first moments of {length}");
            FusedNumbers.Close(v, optimizer.SecondMoments(0), 1e-7, 1e-5, $"second moments of {length}");
        }
    }

    [Fact]
    public void Step_InDouble_IsTheFormulaToItsDigits()
    {
        var (weights, expected) = (FusedNumbers.Wide(FusedNumbers.Random(1, 99)), FusedNumbers.Wide(FusedNumbers.Random(1, 99)));
        var (m, v) = (new double[99], new double[99]);
        var optimizer = new AdamW<double>([99], s_options, threads: 2);
        for (var step = 1; step <= 5; step++)
        {
            var gradient = FusedNumbers.Wide(FusedNumbers.Random(step, 99));
            optimizer.Step(_ => weights, _ => gradient, 1e-2, 1);
            Formula(expected, gradient, m, v, step, 1e-2, 1);
        }

        for (var i = 0; i < 99; i++)
            Assert.Equal(expected[i], weights[i], 1e-14);
    }

    [Fact]
    public void Kernel_AnyWidth_GivesTheSameBits()
    {
        var step = AdamWStep<float>.Of(s_options, 3, 1e-3, 0.7);
        var gradient = FusedNumbers.Random(2, 1003);
        var widths = new (float[] Weights, float[] First, float[] Second)[4];
        for (var i = 0; i < 4; i++)
            widths[i] = (FusedNumbers.Random(1, 1003), FusedNumbers.Random(3, 1003), [.. FusedNumbers.Random(4, 1003).Select(Math.Abs)]);
        AdamWKernel.Run<FloatLanes512>(widths[0].Weights, gradient, widths[0].First, widths[0].Second, step);
        AdamWKernel.Run<FloatLanes256>(widths[1].Weights, gradient, widths[1].First, widths[1].Second, step);
        AdamWKernel.Run<FloatLane>(widths[2].Weights, gradient, widths[2].First, widths[2].Second, step);
        AdamWKernel.Plain<float>(widths[3].Weights, gradient, widths[3].First, widths[3].Second, step);
        foreach (var (weights, first, second) in widths[1..])
        {
            Assert.Equal(widths[0].Weights, weights);
            Assert.Equal(widths[0].First, first);
            Assert.Equal(widths[0].Second, second);
        }
    }

    [Fact]
    public void Step_AnyThreads_GiveTheSameBits()
    {
        int[] lengths = [1, 100_000, 7, 0, 40_000];
        Assert.Equal(Train(1), Train(3));

        float[][] Train(int threads)
        {
            var weights = lengths.Select((length, i) => FusedNumbers.Random(i, length)).ToArray();
            var gradients = lengths.Select((length, i) => FusedNumbers.Random(i + 10, length)).ToArray();
            var optimizer = new AdamW<float>(lengths, s_options, threads);
            for (var step = 0; step < 3; step++)
                optimizer.Step(tensor => weights[tensor], tensor => gradients[tensor], 1e-3, 1);
            return weights;
        }
    }

    [Fact]
    public void Step_FromCopiedState_GoesOnWithTheSameBits()
    {
        var weights = FusedNumbers.Random(1, 200);
        var optimizer = new AdamW<float>([200], s_options, threads: 1);
        Step(optimizer, weights, 2);
        var copied = weights.ToArray();
        var other = new AdamW<float>([200], s_options, threads: 1) { Steps = optimizer.Steps };
        optimizer.FirstMoments(0).CopyTo(other.FirstMoments(0));
        optimizer.SecondMoments(0).CopyTo(other.SecondMoments(0));
        Step(optimizer, weights, 2);
        Step(other, copied, 2);
        Assert.Equal(weights, copied);

        static void Step(AdamW<float> optimizer, float[] weights, int times)
        {
            for (var i = 0; i < times; i++)
            {
                var gradient = FusedNumbers.Random(optimizer.Steps, 200);
                optimizer.Step(_ => weights, _ => gradient, 1e-3, 1);
            }
        }
    }

    [Fact]
    public void Step_NoGradient_DecaysAllWeightsAlike()
    {
        float[] weights = [1, -2, 3];
        new AdamW<float>([3], s_options, threads: 1).Step(_ => weights, _ => new float[3], 0.5, 1);
        Assert.Equal([0.95f, -1.9f, 2.85f], weights);
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(-1, 1)]
    [InlineData(1e-3, double.NaN)]
    public void Step_RateOrScaleThatIsNoNumber_ChangesNothing(double rate, double scale)
    {
        float[] weights = [1];
        var optimizer = new AdamW<float>([1], s_options, threads: 1);
        Assert.Throws<TrainingException>(() => optimizer.Step(_ => weights, _ => weights, rate, scale));
        Assert.Equal(0, optimizer.Steps);
        Assert.Equal(1, weights[0]);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<TrainingException>(() => new AdamWOptions { Beta1 = 1 });
        Assert.Throws<TrainingException>(() => new AdamWOptions { Beta2 = -0.1 });
        Assert.Throws<TrainingException>(() => new AdamWOptions { Epsilon = 0 });
        Assert.Throws<TrainingException>(() => new AdamWOptions { WeightDecay = double.NaN });
    }

    private static void Formula(double[] w, double[] g, double[] m, double[] v, int step, double rate, double scale)
    {
        for (var i = 0; i < w.Length; i++)
        {
            var gradient = g[i] * scale;
            m[i] = (s_options.Beta1 * m[i]) + ((1 - s_options.Beta1) * gradient);
            v[i] = (s_options.Beta2 * v[i]) + ((1 - s_options.Beta2) * gradient * gradient);
            var (mean, square) = (m[i] / (1 - Math.Pow(s_options.Beta1, step)), v[i] / (1 - Math.Pow(s_options.Beta2, step)));
            w[i] = (w[i] * (1 - (rate * s_options.WeightDecay))) - (rate * mean / (Math.Sqrt(square) + s_options.Epsilon));
        }
    }
}
