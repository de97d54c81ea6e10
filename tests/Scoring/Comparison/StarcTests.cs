using Rlar.Scoring.Comparison;

namespace Rlar.Scoring.Tests.Comparison;

/// <summary>The distance as a pseudometric on rewards.</summary>
public sealed class StarcTests
{
    private const double Tolerance = 1e-7; // a root of the difference of two numbers near 1

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Distance_ScaledAndMovedByPrompt_IsZero(int seed)
    {
        var random = new Random(seed);
        var a = Rewards(random);
        var scale = 1e-3 + (random.NextDouble() * 1e3);
        double[][] b = [.. a.Select(group =>
        {
            var shift = (random.NextDouble() - 0.5) * 100;
            return group.Select(reward => (scale * reward) + shift).ToArray();
        })];
        Assert.Equal(0, Distance(a, b), Tolerance);
        Assert.Equal(0, Starc(a, b).GroupMean, Tolerance);
        Assert.Equal(0, Distance(a, a));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Distance_OppositePreferences_IsOne(int seed)
    {
        var a = Rewards(new Random(seed));
        Assert.Equal(1, Distance(a, [.. a.Select(group => group.Select(reward => 3 - reward).ToArray())]), Tolerance);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Distance_ThreeRewards_IsSymmetricAndKeepsTheTriangle(int seed)
    {
        var random = new Random(seed);
        var a = Rewards(random);
        var b = Like(a, random, seed % 3 == 0);
        var c = Like(a, random, isConstant: false);
        Assert.Equal(Distance(a, b), Distance(b, a));
        Assert.Equal(Starc(a, b).GroupMean, Starc(b, a).GroupMean);
        Assert.InRange(Distance(a, b), 0, 1);
        Assert.True(Distance(a, c) <= Distance(a, b) + Distance(b, c) + Tolerance);
        Assert.True(Starc(a, c).GroupMean <= Starc(a, b).GroupMean + Starc(b, c).GroupMean + Tolerance);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Distance_ByDefinition_IsHalfTheNormOfTheDifference(int seed)
    {
        var random = new Random(seed);
        var a = Rewards(random);
        var b = Like(a, random, isConstant: false);
        var (x, y) = (Standardised(a), Standardised(b));
        var expected = 0.5 * Math.Sqrt(x.Zip(y, (p, q) => (p - q) * (p - q)).Sum());
        Assert.Equal(expected, Distance(a, b), Tolerance);
    }

    [Fact]
    public void Distance_ConstantInEveryGroup_IsHalfFromOthersAndZeroFromItsLike()
    {
        double[][] constant = [[0.1, 0.1, 0.1], [0.7, 0.7, 0.7]], other = [[1, 0, 0], [0, 0, 1]], alike = [[5, 5, 5], [0.3, 0.3, 0.3]];
        Assert.Equal(0.5, Distance(constant, other));
        Assert.Equal(0.5, Distance(other, constant));
        Assert.Equal(0, Distance(constant, alike));
    }

    [Fact]
    public void Distance_GroupsOfOneAndNothing_HoldNoPreference()
    {
        var starc = new Starc();
        starc.Add([1], [0]);
        starc.Add([], []);
        Assert.Equal((0, 0.0, 0.0), (starc.Groups, starc.Distance, starc.GroupMean));
        Assert.Throws<ArgumentException>(() => starc.Add([1, 2], [1]));
    }

    // With preferences of three kinds: of few values, of many, and none in a group.
    private static double[][] Rewards(Random random) => [.. Enumerable.Range(0, random.Next(2, 12)).Select(g =>
        Enumerable.Range(0, random.Next(2, 9)).Select(i => g % 3 == 0 ? i % 2 : g % 3 == 1 ? random.NextDouble() : 0.1).ToArray())];

    private static double[][] Like(double[][] a, Random random, bool isConstant) =>
        [.. a.Select(group => group.Select(_ => isConstant ? 0.3 : random.NextDouble()).ToArray())];

    private static double[] Standardised(double[][] groups)
    {
        double[] centred = [.. groups.SelectMany(group => group.Select(reward => reward - group.Average()))];
        var norm = Math.Sqrt(centred.Sum(value => value * value));
        return [.. centred.Select(value => value / norm)];
    }

    private static double Distance(double[][] a, double[][] b) => Starc(a, b).Distance;

    private static Starc Starc(double[][] a, double[][] b)
    {
        var starc = new Starc();
        for (var group = 0; group < a.Length; group++)
            starc.Add(a[group], b[group]);
        return starc;
    }
}
