using Rlar.Tests;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;

public sealed class MathPairGeneratorTests
{
    private const int Many = 6000;

    private static readonly string[] Kinds =
    [
        "assignment", "assignments", "base_n", "big_integer", "binomial", "bounded_sum", "choice", "complex", "constant_expression",
        "decimal",
        "degree", "equation", "expression", "extraction", "factorial", "fraction", "inequality", "infinity", "integer", "interval",
        "list",
        "log_trig", "matrix", "mixed", "money", "nth_root", "percent", "pi", "plus_minus", "polynomial", "power", "ratio",
        "rational_expression",
        "repeating_decimal", "scientific", "set", "small_decimal", "surd", "surd_sum", "text", "trig_identity", "tuple", "tuple_list",
        "union", "unit",
    ];

    [Fact]
    public void Generate_SameSeed_SamePairs() => Assert.Equal(MathPairGenerator.Generate(5, 300), MathPairGenerator.Generate(5, 300));

    [Fact]
    public void Generate_OtherSeed_OtherPairs() =>
        Assert.NotEqual(MathPairGenerator.Generate(5, 300), MathPairGenerator.Generate(6, 300));

    [Fact]
    public void Generate_LongerRun_BeginsLikeTheShorter() =>
        Assert.Equal(MathPairGenerator.Generate(5, 100), MathPairGenerator.Generate(5, 1000).Take(100));

    [Fact]
    public void Generate_Overall_IsBalanced() =>
        Assert.InRange(MathPairGenerator.Generate(1, Many).Average(pair => pair.IsEqual ? 1.0 : 0.0), 0.4, 0.6);

    [Fact]
    public void Generate_Kinds_AreAllThereAndBothWays()
    {
        var pairs = MathPairGenerator.Generate(2, Many).ToLookup(pair => pair.Kind);
        Assert.Equal(Kinds.Order(StringComparer.Ordinal), pairs.Select(kind => kind.Key).Order(StringComparer.Ordinal));
        Assert.All(pairs, kind => Assert.InRange(kind.Average(pair => pair.IsEqual ? 1.0 : 0.0), 0.3, 0.7));
    }

    [Fact]
    public void Generate_DevelopmentPairs_HaveNoKindBeyondThese() =>
        Assert.Empty(SharedData.Rows("math_pairs_dev.jsonl")
            .Select(row => row.GetProperty("kind").GetString()!).Distinct().Except(Kinds));

    [Fact]
    public void Generate_SamePair_NeverBothLabels() => Assert.All(
        MathPairGenerator.Generate(3, 10 * Many).GroupBy(pair => (pair.Gold, pair.Answer)),
        same => Assert.Single(same.Select(pair => pair.IsEqual).Distinct()));

    [Fact]
    public void Generate_Texts_HaveNoHolesAndPairedBraces() => Assert.All(MathPairGenerator.Generate(4, Many), pair =>
    {
        Assert.NotEmpty(pair.Gold);
        Assert.DoesNotContain("@", pair.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", pair.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Rational", pair.Answer, StringComparison.Ordinal);
        Assert.Equal(0, Depth(pair.Gold));
        Assert.Equal(0, Depth(pair.Answer));
    });

    private static int Depth(string text) =>
        text.Replace(@"\{", "", StringComparison.Ordinal).Replace(@"\}", "", StringComparison.Ordinal)
        .Sum(c => c switch { '{' => 1, '}' => -1, _ => 0 });
}
