using Rlar.Grpo.Advantages;
using Rlar.Kernels;
using Rlar.Kernels.Reference;

namespace Rlar.Grpo.Tests.Advantages;

public sealed class AdvantageComputationTests
{
    [Fact]
    public void Compute_MissingComponent_IsUnscoredUnlessTheConventionSaysZero()
    {
        var batch = BatchOf(new() { ["a"] = [1, null, 0], ["b"] = [1, 1, 0] });
        Assert.Null(Compute(batch, new AdvantageOptions { Estimator = AdvantageEstimator.DrGrpo })[1]);
        Assert.Equal(0, Compute(batch, new AdvantageOptions { Estimator = AdvantageEstimator.DrGrpo, MissingComponent = MissingComponent.Zero })[1]!.Value, 12);
    }

    [Fact]
    public void Compute_Weights_ScaleComponents()
    {
        var batch = BatchOf(new() { ["a"] = [1, 0], ["b"] = [0, 1] });
        var result = Compute(batch, new AdvantageOptions { Estimator = AdvantageEstimator.DrGrpo, Weights = new Dictionary<string, double> { ["a"] = 3 } });
        Assert.Equal(1, result[0]!.Value, 12);
    }

    [Fact]
    public void Compute_Gdpo_DiffersFromNormalisingTheSum()
    {
        var batch = BatchOf(new() { ["a"] = [1, 1, 0, 0], ["b"] = [10, 0, 10, 0] });
        var gdpo = Compute(batch, new AdvantageOptions { Estimator = AdvantageEstimator.Gdpo });
        Assert.Equal(0, gdpo[1]!.Value, 3); // each component counts alike, whatever its scale
        Assert.True(Compute(batch, new AdvantageOptions())[1] < -0.5);
    }

    [Fact]
    public void Compute_StepsWithAnEstimatorOfOutcomes_IsRefused()
    {
        var batch = new AdvantageBatch();
        batch.Add(new GroupRewards { Steps = [[1, 0], [0]] });
        Assert.Throws<KernelException>(() => Compute(batch, new AdvantageOptions()));
    }

    [Fact]
    public void Add_OtherComponents_IsRefused()
    {
        var batch = BatchOf(new() { ["a"] = [1, 0] });
        Assert.Throws<KernelException>(() => batch.Add(new GroupRewards { Components = new Dictionary<string, double?[]> { ["b"] = [1, 0] } }));
    }

    [Theory]
    [InlineData("clip:low=0")]
    [InlineData("zscore:scope=group")]
    [InlineData("par:ref=0.2,k=2")]
    [InlineData("rank:scale=centred")]
    [InlineData("min-max")]
    [InlineData("tanh")]
    public void Shaping_EveryStep_KeepsTheOrderOfRewards(string step)
    {
        var batch = BatchOf(new() { ["a"] = [-1, 0, 0.5, 2] });
        var result = Compute(batch, new AdvantageOptions { Estimator = AdvantageEstimator.DrGrpo, Shaping = [ShapingNames.Parse(step)] });
        for (var i = 1; i < 4; i++)
            Assert.True(result[i] >= result[i - 1], step);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("clip:hi=1")]
    [InlineData("par:ref=x")]
    [InlineData("scale:from-min=x,from-max=1")]
    [InlineData("overlong:max=10")]
    public void Shaping_BadStep_IsRefused(string step) => Assert.Throws<KernelException>(() => ShapingNames.Parse(step));

    private static AdvantageResult Compute(AdvantageBatch batch, AdvantageOptions options) => new AdvantageComputation(new ReferenceAdvantages(), options).Compute(batch);

    private static AdvantageBatch BatchOf(Dictionary<string, double?[]> components)
    {
        var batch = new AdvantageBatch();
        batch.Add(new GroupRewards { Components = components });
        return batch;
    }
}
