using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Tests.Losses;

/// <summary>Selections and corrections whose numbers the peers' goldens do not cover, by hand.</summary>
public sealed class TokenSelectionTests
{
    [Fact]
    public void TopEntropy_HalfOfTheTokens_KeepsThoseAtTheMedianAndAbove()
    {
        var kept = new bool[6];
        TokenSelection.TopEntropy<double>([1, 5, 2, 4, 9, 3], [true, true, true, true, false, true], 0.5, kept);
        Assert.Equal([false, true, false, true, false, true], kept);
    }

    [Fact]
    public void TopCovariance_Ties_TakeTheFirst()
    {
        var selected = new bool[4];
        TokenSelection.TopCovariance<double>([-1, -3, -1, -3], [1, -1, 1, -1], default, 0.5, selected);
        Assert.Equal([true, true, false, false], selected);
        TokenSelection.TopCovariance<double>([-1, -3, -1, -3], [1, -1, 1, -1], default, 1e-4, selected);
        Assert.Equal([true, false, false, false], selected);
    }

    [Fact]
    public void CovarianceBand_CandidatesOnly_AreLeftOut()
    {
        // Covariances 1, 1, 1, 1: all within the band, but the second is clipped already and the fourth is masked.
        var kept = new bool[4];
        TokenSelection.CovarianceBand<double>(
            [-1, -3, -1, -3], [1, -1, 1, -1], [true, true, true, true], [false, true, false, false], (0.5, 2), 0.5, order => Array.Reverse(order), kept);
        Assert.Equal([true, true, false, false], kept);
        TokenSelection.CovarianceBand<double>([-1, -3], [1, -1], default, default, (2, 3), 1, _ => { }, kept.AsSpan(0, 2));
        Assert.Equal([true, true], kept[..2]);
    }

    [Fact]
    public void OnPolicySequences_FarAndNegative_AreDropped()
    {
        // Sampler less trainer: 0.2 on average in the first sequence, 0.05 in the second.
        var kept = new bool[4];
        TokenSelection.OnPolicySequences<double>(
            GroupLayout.Uniform(2, 2), default, [-1, -1, -1, -1], [-0.7, -0.9, -0.95, -0.95], [-1, 1, -1, -1], 0.1, kept);
        Assert.Equal([false, true, true, true], kept);
    }

    [Fact]
    public void SecondMoment_LargeRatios_GoUntilTheMeanIsWithinTheBound()
    {
        var kept = new bool[5];
        TokenSelection.SecondMoment<double>([-1, -1, -1, -1, -1], [-1, -1.1, -3, -1.2, -0.5], [true, true, true, true, false], 0.02, kept);
        Assert.Equal([true, true, false, true, false], kept);
    }

    [Theory]
    [InlineData(CorrectionLevel.Token, CorrectionMode.Truncate, 2, 2, 0.5, 0.5)]
    [InlineData(CorrectionLevel.Token, CorrectionMode.Drop, 2, 0, 0.5, 0.5)]
    [InlineData(CorrectionLevel.Sequence, CorrectionMode.Truncate, 3, 2, 2, 0.25)]
    [InlineData(CorrectionLevel.Sequence, CorrectionMode.Drop, 1, 0, 0, 0.25)]
    [InlineData(CorrectionLevel.SequenceMean, CorrectionMode.Truncate, 5, 1.4142135623730951, 1.4142135623730951, 0.5)]
    public void Weigh_RatiosOfFourAndAHalf_AreBounded(CorrectionLevel level, CorrectionMode mode, double high, double first, double second, double other)
    {
        // Trainer / sampler: 4 and 1/2 in the first sequence, 1/2 twice in the second.
        double[] logprobs = [-1, -1, -1, -1];
        double[] sampler = [-1 - Math.Log(4), -1 + Math.Log(2), -1 + Math.Log(2), -1 + Math.Log(2)];
        var weights = new double[4];
        new RolloutCorrection { Level = level, Mode = mode, High = high }.Weigh<double>(GroupLayout.Uniform(2, 2), default, logprobs, sampler, weights);
        Tolerance.AssertClose([first, second, other, other], weights, 1e-15, 1e-15, "weights");
    }

    [Fact]
    public void GeometricMean_MaskedTokens_AreNotInIt()
    {
        double[] weights = [4, 100, 1, 7];
        RolloutCorrection.GeometricMean<double>(GroupLayout.Ragged([0, 3, 4]), [true, false, true, false], weights);
        Tolerance.AssertClose([2, 2, 2, 1], weights, 1e-15, 1e-15, "weights");
    }

    [Fact]
    public void Selection_NumberThatIsNone_IsRefusedWithItsIndex()
    {
        var kept = new bool[2];
        Assert.Equal(1, Assert.Throws<KernelException>(() => TokenSelection.TopEntropy<double>([1, double.NaN], default, 0.5, kept)).Index);
        Assert.Equal(1, Assert.Throws<KernelException>(() => TokenSelection.SecondMoment<double>([1, 2], [1, double.NaN], default, 0.5, kept)).Index);
        Assert.Throws<KernelException>(() => TokenSelection.TopEntropy<double>([1, 2], default, 0, kept));
    }
}
