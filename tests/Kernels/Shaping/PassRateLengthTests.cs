using Rlar.Kernels.Shaping;

namespace Rlar.Kernels.Tests.Shaping;

/// <summary>Length that costs in proportion to the group's success.</summary>
public sealed class PassRateLengthTests
{
    [Fact]
    public void Penalize_ThreeTerms_AreWeighedByThePassRate()
    {
        var shaped = new double[5];
        var options = new PassRateLengthOptions { MaxOutput = 100, MaxInput = 10, MaxTurns = 4 };
        PassRateLength.Penalize(
            [1, 0, double.NaN, 0, 0], [true, true, false, true, true], GroupLayout.Ragged([0, 3, 5]), [100, 50, 9, 100, 100], [0, 10, 9, 10, 10], [2, 4, 9, 4, 4],
            options, shaped);
        Tolerance.AssertClose([1 - (0.5 * (0.25 + 0.05)), -0.5 * (0.125 + 0.1 + 0.1), 0, 0, 0], shaped, 1e-15, 0, "shaped");
    }

    [Fact]
    public void Penalize_NoMaximum_ChangesNothing()
    {
        var shaped = new double[2];
        PassRateLength.Penalize([1, 0.5], [], GroupLayout.Uniform(1, 2), [], [], [], PassRateLengthOptions.Default, shaped);
        Assert.Equal([1, 0.5], shaped);
    }

    [Fact]
    public void Penalize_LengthsMissingOrNegative_IsRefused()
    {
        var options = new PassRateLengthOptions { MaxOutput = 10 };
        Assert.Throws<KernelException>(() => PassRateLength.Penalize([1, 0], [], GroupLayout.Uniform(1, 2), [], [], [], options, new double[2]));
        Assert.Equal(1, Assert.Throws<KernelException>(
            () => PassRateLength.Penalize([1, 0], [], GroupLayout.Uniform(1, 2), [5, -1], [], [], options, new double[2])).Index);
        Assert.Throws<KernelException>(() => new PassRateLengthOptions { MaxTurns = 0 });
    }
}
