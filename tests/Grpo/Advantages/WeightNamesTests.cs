using Rlar.Grpo.Advantages;
using Rlar.Kernels;
using Rlar.Kernels.Reference;
using Rlar.Kernels.Shaping;

namespace Rlar.Grpo.Tests.Advantages;

public sealed class WeightNamesTests
{
    [Fact]
    public void Parse_EveryForm_IsItsSchedule()
    {
        Assert.Equal(WeightSchedule.Constant(-0.5), WeightNames.Parse("-0.5"));
        Assert.Equal(WeightSchedule.Linear(1, 0.25, 100), WeightNames.Parse("linear:1:0.25:100"));
        Assert.Equal(WeightSchedule.Cosine(1, 0.25, 100), WeightNames.Parse("cosine:1:0.25:100"));
        Assert.Equal(WeightSchedule.AtomSearcher(100), WeightNames.Parse("atom-searcher:100"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("NaN")]
    [InlineData("linear")]
    [InlineData("linear:1:0")]
    [InlineData("linear:1:0:0")]
    [InlineData("linear:1:0:2.5")]
    [InlineData("cosine:1:x:10")]
    [InlineData("atom-searcher:0")]
    [InlineData("step:1:0:10")]
    public void Parse_NoWeight_IsRefused(string text) => Assert.Throws<KernelException>(() => WeightNames.Parse(text));

    [Fact]
    public void Compute_WeightOfAnUnknownComponent_IsRefused()
    {
        var batch = new AdvantageBatch();
        batch.Add(GroupRewards.Of([1, 0]));
        var options = new AdvantageOptions { Weights = new Dictionary<string, double> { ["acuracy"] = 2 } };
        Assert.Throws<KernelException>(() => new AdvantageComputation(new ReferenceAdvantages(), options).Compute(batch));
    }
}
