using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Tests.Losses;

/// <summary>The weights of sequences, against the formula of each mode. Lengths that count: 2, 0, 3 of layouts of 3, 2 and 3 tokens.</summary>
public sealed class LossAggregationTests
{
    private static readonly int[] s_offsets = [0, 3, 5, 8];
    private static readonly bool[] s_mask = [true, false, true, false, false, true, true, true];

    [Theory]
    [InlineData(AggregationMode.TokenMean, false, 1 / 5.0, 1 / 5.0)]
    [InlineData(AggregationMode.TokenSum, false, 1, 1)]
    [InlineData(AggregationMode.SequenceMeanTokenMean, false, 1 / 4.0, 1 / 6.0)]
    [InlineData(AggregationMode.SequenceMeanTokenMean, true, 1 / 6.0, 1 / 9.0)]
    [InlineData(AggregationMode.SequenceMeanTokenSum, false, 1 / 2.0, 1 / 2.0)]
    [InlineData(AggregationMode.SequenceMeanTokenSum, true, 1 / 3.0, 1 / 3.0)]
    [InlineData(AggregationMode.SequenceMeanTokenSumNorm, false, 1 / 6.0, 1 / 6.0)]
    [InlineData(AggregationMode.SequenceMeanTokenSumNorm, true, 1 / 9.0, 1 / 9.0)]
    public void Weigh_EveryMode_IsItsFormula(AggregationMode mode, bool countsEmpty, double first, double last)
    {
        var weights = new double[3];
        new LossAggregation { Mode = mode, CountsEmpty = countsEmpty }.Weigh(GroupLayout.Ragged(s_offsets), s_mask, default, weights);
        Tolerance.AssertClose([first, 0, last], weights, 1e-16, 1e-15, mode.ToString());
    }

    [Fact]
    public void Weigh_PromptMean_IsTheMeanOverPromptsOfTheirTokenMean()
    {
        var weights = new double[3];
        var aggregation = new LossAggregation { Mode = AggregationMode.PromptMean };
        aggregation.Weigh(GroupLayout.Ragged(s_offsets), s_mask, GroupLayout.Ragged([0, 2, 3]), weights);
        Tolerance.AssertClose([1 / 4.0, 0, 1 / 6.0], weights, 1e-16, 1e-15, "two prompts of 2 and 3 tokens");
        Assert.Throws<KernelException>(() => aggregation.Weigh(GroupLayout.Ragged(s_offsets), s_mask, GroupLayout.Ragged([0, 2]), weights));
    }

    [Fact]
    public void Weigh_GivenDenominator_ReplacesTheBatchsOwn()
    {
        var weights = new double[3];
        new LossAggregation { Denominator = 50 }.Weigh(GroupLayout.Ragged(s_offsets), s_mask, default, weights);
        Assert.Equal([0.02, 0, 0.02], weights);
        LossAggregation.DrGrpo(10).Weigh(GroupLayout.Ragged(s_offsets), s_mask, default, weights);
        Tolerance.AssertClose([1 / 30.0, 0, 1 / 30.0], weights, 1e-16, 1e-15, "Dr.GRPO");
    }

    [Fact]
    public void Weigh_NothingCounts_IsZero()
    {
        foreach (var mode in Enum.GetValues<AggregationMode>())
        {
            var weights = new[] { 1.0, 1, 1 };
            new LossAggregation { Mode = mode }.Weigh(GroupLayout.Ragged(s_offsets), new bool[8], GroupLayout.Uniform(1, 3), weights);
            Assert.Equal([0, 0, 0], weights);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Denominator_OutOfRange_IsRefused(double denominator) =>
        Assert.Throws<KernelException>(() => new LossAggregation { Denominator = denominator });
}
