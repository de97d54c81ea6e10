namespace Rlar.Rewards.Tests.Verifiers.Mathematics;

/// <summary>The table "What counts as equal" of docs/math.md, row by row, each option with what it changes.</summary>
public sealed class MathEqualityTests
{
    [Theory]
    [InlineData("1/3", "0.33", false)]
    [InlineData("1/3", "0.33", true, "precision=2")]
    [InlineData("1/3", "0.333333", true)]
    [InlineData("1/3", "0.333334", false)]
    [InlineData("1/3", "0.333333", false, "precision=7")]
    [InlineData("0.0000001", "0.0000002", false)]
    [InlineData("50\\%", "50", true)]
    [InlineData("50\\%", "0.5", true)]
    [InlineData("50\\%", "50", false, "percent=strict")]
    [InlineData("50\\%", "0.5", true, "percent=strict")]
    [InlineData("5", "$5\\%$", false)]
    [InlineData("5", "$5\\%$", true, "percent=lenient")]
    [InlineData("\\frac{1}{2}", "\\frac{2}{4}", true)]
    [InlineData("\\frac{1}{2}", "\\frac{2}{4}", false, "lowest-terms=true")]
    [InlineData("\\frac{1}{2}", "\\frac{1}{2}", true, "lowest-terms=true")]
    [InlineData("5\\text{ cm}", "5", true)]
    [InlineData("5\\text{ cm}", "5 m", false)]
    [InlineData("5\\text{ cm}", "5 m", true, "units=false")]
    [InlineData("5\\text{ cm}", "0.05 m", true)]
    [InlineData("\\$7.50", "7.50", true)]
    [InlineData("\\$7.50", "7.50 cents", false)]
    [InlineData("\\$7.50", "750 cents", true)]
    [InlineData("60^\\circ", "60", true)]
    [InlineData("60^\\circ", "60 radians", false)]
    [InlineData("60^\\circ", "$\\frac{\\pi}{3}$", true)]
    [InlineData("1210_3", "$1210_3$", true)]
    [InlineData("1210_3", "1210", false)]
    [InlineData("1210_3", "48", false)]
    [InlineData("2, 3", "$3, 2$", true)]
    [InlineData("2, 3", "$3, 2$", false, "list-order=true")]
    [InlineData("2, 3", "$\\{2,3\\}$", true)]
    [InlineData("2, 3", "$(2,3)$", true)]
    [InlineData("(3,5)", "$\\{3,5\\}$", false)]
    [InlineData("(3,5)", "$[3,5]$", false)]
    [InlineData("(3,5)", "$(5,3)$", false)]
    [InlineData("[2,5)", "$2 \\le x < 5$", true)]
    [InlineData("$2 \\le x < 5$", "$[2,5)$", true)]
    [InlineData("[2,5)", "$2 \\le x < 5$", false, "set-relation=interval-only")]
    [InlineData("$2 \\le x < 5$", "$[2,5)$", true, "set-relation=interval-only")]
    [InlineData("$2 \\le x < 5$", "$[2,5)$", false, "set-relation=none")]
    [InlineData("x = 5", "5", true)]
    [InlineData("x = 5", "$k = 5$", true)]
    [InlineData("y = 2x + 1", "$2y - 4x = 2$", true)]
    [InlineData("x < 1", "$-x > -1$", true)]
    [InlineData("x < 1", "$-x < -1$", false)]
    [InlineData("2x + z = 1", "1", false)]
    [InlineData("$f(x)$", "$f(y)$", false)]
    [InlineData("$f(x)$", "$f(y)$", true, "strict=false")]
    [InlineData("\\frac{x^3}{3} + C", "$\\frac{x^3}{3} + K$", true)]
    [InlineData("3 \\pm 2", "$1, 5$", true)]
    [InlineData("3 \\pm 2", "$5$", false)]
    [InlineData("3:1", "6:2", true)]
    [InlineData("3:1", "3:1:1", false)]
    [InlineData("12:00", "1:00", false)]
    [InlineData("B", "(B)", true)]
    [InlineData("B", "$\\text{(B) } 12$", true)]
    [InlineData("B", "b", false)]
    [InlineData("36", "$36 \\text{ or } 39$", false)]
    [InlineData("36", "$36, 36$", false)]
    [InlineData("\\frac34", "$\\frac34 \\text{ or } 0.75$", true)]
    [InlineData("9", "\\boxed{9}", false, "extract=plain")]
    [InlineData("9", "The answer is 9.", false, "extract=latex")]
    public void Score_RowOfTheTable_IsAsTheTableSays(string reference, string answer, bool isRight, string? option = null)
    {
        (string, string)[] settings = option?.Split('=') is [var name, var value] ? [(name, value)] : [];
        Assert.Equal(isRight ? 1 : 0, ToolHarness.Score("math", reference, answer, settings));
    }

    [Fact]
    public void Score_ReferenceThatIsNotDefined_IsUnscorable() =>
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("math", ToolHarness.QueryOf("1/0"), "1/0"));

    [Fact]
    public void Score_AnyOfSeveralReferences_IsRight()
    {
        Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("math", ToolHarness.QueryOf("3", "4"), "\\boxed{4}")).Value);
        Assert.Equal(0, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("math", ToolHarness.QueryOf("3", "4"), "\\boxed{5}")).Value);
    }
}
