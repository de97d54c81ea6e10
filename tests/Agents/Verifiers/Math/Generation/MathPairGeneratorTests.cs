namespace Rlar.Agents.Tests.Verifiers.Mathematics.Generation;

public sealed class MathPairGeneratorTests
{
    private const int Many = 6000;

    [Fact]
    public void Generate_SameSeed_SamePairs() => Assert.Equal(MathPairGenerator.Generate(5, 300), MathPairGenerator.Generate(5, 300));

    [Fact]
    public void Generate_OtherSeed_OtherPairs() => Assert.NotEqual(MathPairGenerator.Generate(5, 300), MathPairGenerator.Generate(6, 300));

    [Fact]
    public void Generate_LongerRun_BeginsLikeTheShorter() =>
        Assert.Equal(MathPairGenerator.Generate(5, 100), MathPairGenerator.Generate(5, 1000).Take(100));

    [Fact]
    public void Generate_Overall_IsBalanced() =>
        Assert.InRange(MathPairGenerator.Generate(1, Many).Average(pair => pair.IsEqual ? 1.0 : 0.0), 0.4, 0.6);
}
