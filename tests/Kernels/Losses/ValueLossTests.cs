using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Tests.Losses;

/// <summary>The value head's loss.</summary>
public sealed class ValueLossTests
{
    [Fact]
    public void ForwardBackward_Gradients_AreFiniteDifferences()
    {
        var random = new Random(2);
        double[] Draw() => Enumerable.Range(0, 12).Select(_ => random.NextDouble() * 2).ToArray();
        var (values, old, returns) = (Draw(), Draw(), Draw());
        var mask = Enumerable.Range(0, 12).Select(i => i % 4 != 1).ToArray();
        var gradients = new double[12];
        double Loss(double[] at, double[] into) =>
            ValueLoss.ForwardBackward<double>(GroupLayout.Uniform(3, 4), mask, [0.1, 0.2, 0.3], at, old, returns, 0.4, into).Loss;
        _ = Loss(values, gradients);
        for (var i = 0; i < 12; i++)
        {
            var (above, below) = ((double[])values.Clone(), (double[])values.Clone());
            above[i] += 1e-6;
            below[i] -= 1e-6;
            Assert.Equal((Loss(above, []) - Loss(below, [])) / 2e-6, gradients[i], 1e-8);
        }
    }

    [Fact]
    public void ForwardBackward_NumberThatIsNone_IsRefusedUnlessMasked()
    {
        double[] values = [1, double.NaN];
        Assert.Equal(1, Assert.Throws<KernelException>(
            () => ValueLoss.ForwardBackward<double>(GroupLayout.Uniform(1, 2), default, [1], values, [1, 1], [1, 1], 0.5, [])).Index);
        Assert.Equal(0, ValueLoss.ForwardBackward<double>(GroupLayout.Uniform(1, 2), [true, false], [1], values, [1, 1], [1, 1], 0.5, []).Loss);
    }
}
