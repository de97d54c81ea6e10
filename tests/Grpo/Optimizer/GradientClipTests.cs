using Rlar.Grpo.Optimizer;
using Rlar.Grpo.Tests.Fused;

namespace Rlar.Grpo.Tests.Optimizer;

public sealed class GradientClipTests
{
    private static readonly int[] s_lengths = [1, 100_000, 0, 13];

    [Fact]
    public void Measure_AnyThreads_IsTheNormOverAllTensors()
    {
        var gradients = Gradients();
        var expected = Math.Sqrt(gradients.Sum(tensor => tensor.Sum(g => (double)g * g)));
        var one = new GradientClip<float>(s_lengths, 1, threads: 1).Measure(tensor => gradients[tensor]);
        Assert.Equal(expected, one.Value, expected * 1e-13);
        Assert.Equal(1 / (one.Value + 1e-6), one.Scale);
        Assert.Equal(one, new GradientClip<float>(s_lengths, 1, threads: 3).Measure(tensor => gradients[tensor]));
    }

    [Fact]
    public void Measure_InDouble_IsTheSameNorm()
    {
        var gradients = Gradients();
        var wide = Array.ConvertAll(gradients, tensor => FusedNumbers.Wide(tensor));
        var single = new GradientClip<float>(s_lengths, null, threads: 1).Measure(tensor => gradients[tensor]);
        var real = new GradientClip<double>(s_lengths, null, threads: 1).Measure(tensor => wide[tensor]);
        Assert.Equal(single.Value, real.Value, single.Value * 1e-13);
    }

    [Fact]
    public void Measure_EveryLength_LeavesNothingOut()
    {
        foreach (var length in FusedNumbers.Lengths)
        {
            var gradient = FusedNumbers.Random(length, length);
            var norm = new GradientClip<float>([length], null, threads: 1).Measure(_ => gradient);
            Assert.Equal(Math.Sqrt(gradient.Sum(g => (double)g * g)), norm.Value, 1e-12);
            Assert.Equal(1, norm.Scale);
        }
    }

    [Fact]
    public void Measure_BelowTheBound_ChangesNothing()
    {
        var gradients = Gradients();
        Assert.Equal(1, new GradientClip<float>(s_lengths, 1e6, threads: 1).Measure(tensor => gradients[tensor]).Scale);
        Assert.Equal(new GradientNorm(0, 1, -1), new GradientClip<float>([3], 1, threads: 1).Measure(_ => new float[3]));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Measure_GradientThatIsNotFinite_NamesTheTensorAndHasNoScale(float bad)
    {
        var gradients = Gradients();
        gradients[3][12] = bad;
        var norm = new GradientClip<float>(s_lengths, 1, threads: 2).Measure(tensor => gradients[tensor]);
        Assert.False(norm.IsFinite);
        Assert.Equal(3, norm.BadTensor);
        Assert.True(double.IsNaN(norm.Scale));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Constructor_BoundThatIsNone_IsRefused(double bound) =>
        Assert.Throws<TrainingException>(() => new GradientClip<float>([1], bound, threads: 1));

    private static float[][] Gradients() => [.. s_lengths.Select((length, i) => FusedNumbers.Random(i, length))];
}
