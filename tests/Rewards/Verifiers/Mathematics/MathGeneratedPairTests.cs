using Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;
using Rlar.Rewards.Verifiers.Mathematics;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics;

/// <summary>Pairs made by rules that keep or break equality. RLAR_MATH_PAIRS sets how many.</summary>
public sealed class MathGeneratedPairTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2026)]
    public void Verify_GeneratedPairs_AllAgree(int seed)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("RLAR_MATH_PAIRS"), out var given) ? given : 6000;
        var verifier = new MathVerifier();
        var wrong = MathPairGenerator.Generate(seed, count).AsParallel().AsOrdered()
            .Where(pair => (verifier.Verify(pair.Gold, pair.Answer).Outcome == MathOutcome.Right) != pair.IsEqual)
            .Select(pair => $"{(pair.IsEqual ? "rejected" : "ACCEPTED")} {pair.Kind}/{pair.Rewrite}: {pair.Gold} | {pair.Answer}").ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count}:\n{string.Join('\n', wrong.Take(20))}");
    }

    [Fact]
    public void Verify_SamePairOnManyThreads_SameVerdict()
    {
        var verifier = new MathVerifier();
        var pairs = MathPairGenerator.Generate(7, 300).ToList();
        var alone = pairs.ConvertAll(p => verifier.Verify(p.Gold, p.Answer));
        for (var round = 0; round < 3; round++)
            Assert.Equal(alone, pairs.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(p => verifier.Verify(p.Gold, p.Answer)));
    }
}
