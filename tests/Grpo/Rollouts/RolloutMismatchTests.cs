using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Tests.Rollouts;

public sealed class RolloutMismatchTests
{
    [Fact]
    public void Of_Differences_IsTheirMeanGreatestAndK3()
    {
        float[] sampler = [-1f, -2f, -0.5f];
        float[] trainer = [-1.5f, -1.75f, -0.5f];
        var mismatch = RolloutMismatch.Of(sampler, trainer);
        Assert.Equal(0.25, mismatch.Mean, 1e-12);
        Assert.Equal(0.5, mismatch.Max, 1e-12);
        Assert.Equal((Math.Exp(-0.5) - 0.5 + Math.Exp(0.25) - 1.25) / 3, mismatch.K3, 1e-12);
    }

    [Theory]
    [InlineData(1e-6f)]
    [InlineData(9e-5f)]
    [InlineData(1.1e-4f)]
    [InlineData(0.3f)]
    public void Of_ADifference_K3IsPositiveAndSmooth(float difference)
    {
        var d = (double)difference;
        var series = (d * d / 2) + (d * d * d / 6) + (d * d * d * d / 24) + (Math.Pow(d, 5) / 120) + (Math.Pow(d, 6) / 720);
        Assert.Equal(1, RolloutMismatch.Of([0f], [difference]).K3 / series, 1e-5);
        Assert.True(RolloutMismatch.Of([difference], [0f]).K3 > 0);
    }

    [Fact]
    public void Of_EqualSpansOrNone_IsZero()
    {
        Assert.Equal(default, RolloutMismatch.Of([-1f, -2f], [-1f, -2f]));
        Assert.Equal(default, RolloutMismatch.Of([], []));
    }

    [Fact]
    public void Of_ALengthOrAValueThatIsWrong_IsRefused()
    {
        _ = Assert.Throws<TrainingException>(() => RolloutMismatch.Of([-1f], [-1f, -2f]));
        Assert.Contains("Token 1", Assert.Throws<TrainingException>(() => RolloutMismatch.Of([-1f, -1f], [-1f, float.NaN])).Message, StringComparison.Ordinal);
    }
}
