using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Tests.Losses;

/// <summary>The coefficient that follows the entropy, as TRL moves it.</summary>
public sealed class AdaptiveEntropyTests
{
    [Theory]
    [InlineData(0.01, 0.1, 0.015, 0.015)]
    [InlineData(0.01, 0.2, 0.015, 0.015)]
    [InlineData(0.01, 0.3, 0.005, 0)]
    [InlineData(0.001, 0.3, 0, 0)]
    [InlineData(0.999, 0.1, 1, 1)]
    public void Next_BelowTheTargetAndAbove_GrowsAndShrinks(double coefficient, double entropy, double next, double applied)
    {
        var control = new AdaptiveEntropy();
        Assert.Equal(next, control.Next(coefficient, entropy), 1e-15);
        Assert.Equal(applied, control.Applied(control.Next(coefficient, entropy), entropy), 1e-15);
    }

    [Fact]
    public void Next_NoEntropy_IsRefused() => Assert.Throws<KernelException>(() => new AdaptiveEntropy().Next(0, double.NaN));
}
