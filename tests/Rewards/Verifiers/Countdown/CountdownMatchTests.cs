namespace Rlar.Rewards.Tests.Verifiers.Countdown;

public sealed class CountdownMatchTests
{
    [Theory]
    [InlineData("<answer>44 + 19 + 35</answer>", 1)]
    [InlineData("<think>hm, 44 + 19</think><answer>(44+35)+19</answer>", 1)]
    [InlineData("<answer>44 + 19 + 35 = 98</answer>", 1)]
    [InlineData("<answer>98 = 44 + 19 + 35</answer>", 1)]
    [InlineData("\\boxed{44 + 19 + 35}", 1)]
    [InlineData("The answer is $44+19+35$.", 1)]
    [InlineData("44 + 19 + 35", 1)]
    [InlineData("We may add them all.\nSo the expression is: (44 + 19) + 35.", 1)]
    [InlineData("So (44 + 19) + 35 = 98", 1)]
    [InlineData("It is not 44 + 19 + 35", 0)]
    [InlineData("44 + 54, 44 + 19 + 35, 1 + 97", 0)]
    [InlineData("Maybe 44 + 19 + 35", 0)]
    [InlineData("<answer>44 \u2212 19 \u00d7 35</answer>", 0)]
    [InlineData("<answer>98</answer>", 0)]
    [InlineData("<answer>44 + 54</answer>", 0)]
    [InlineData("<answer>44 + 44 + 10</answer>", 0)]
    [InlineData("<answer>44 + 19 + 35 + 0</answer>", 0)]
    [InlineData("<answer>44 + 19 + 35 = 98 = 98</answer>", 0)]
    [InlineData("<answer>44 + 19 + 35 or 44 + 54</answer>", 0)]
    [InlineData("<answer>44 19 35</answer>", 0)]
    [InlineData("<answer>44**19+35</answer>", 0)]
    [InlineData("<answer>(44 + 19 + 35</answer>", 0)]
    [InlineData("44 + 19 + 35 or 44 * 19 + 35", 0)]
    [InlineData("<think>44 + 19 + 35", 0)]
    [InlineData("", 0)]
    public void Score_Answer_IsRightWhereItUsesEachNumberOnce(string completion, double value) =>
        Assert.Equal(value, Score("98", "[44, 19, 35]", completion).Value);

    [Theory]
    [InlineData("7", "[1, 2, 3, 4]", "3 - (2 - (1 + 4) - 1)", 0)]
    [InlineData("2", "[8, 3, 3]", "8 / (3 + 3/3)", 0)]
    [InlineData("24", "[8, 3, 8, 3]", "8 / (3 - 8/3)", 1)]
    [InlineData("-1", "[1, 2]", "1 - 2", 1)]
    [InlineData("0", "[3, 1, 1]", "3 / (1 - 1)", 0)]
    [InlineData("5", "[5]", "5", 1)]
    public void Score_Value_IsExact(string target, string numbers, string expression, double value) =>
        Assert.Equal(value, Score(target, numbers, $"<answer>{expression}</answer>").Value);

    [Fact]
    public void Score_NotAll_LetsNumbersBeLeftOutButNotRepeated()
    {
        Assert.Equal(1, ((RewardOutcome.Scored)Run("63", "[44, 19, 35]", "<answer>44 + 19</answer>", ("all", "false"))).Value);
        Assert.Equal(0, ((RewardOutcome.Scored)Run("88", "[44, 19, 35]", "<answer>44 + 44</answer>", ("all", "false"))).Value);
    }

    [Theory]
    [InlineData("98", null)]
    [InlineData("98", "[]")]
    [InlineData("98", "[1.5]")]
    [InlineData("a lot", "[1, 2]")]
    public void Score_RowWithoutNumbersOrTarget_IsUnscorable(string target, string? numbers) =>
        Assert.IsType<RewardOutcome.Unscorable>(Run(target, numbers, "<answer>1 + 2</answer>"));

    [Theory]
    [InlineData("(", ")")]
    [InlineData("-", "")]
    public void Score_StuffedExpression_IsWrongAndEnds(string before, string after)
    {
        var stuffed = string.Concat(Enumerable.Repeat(before, 1_000_000)) + "44" + string.Concat(Enumerable.Repeat(after, 1_000_000));
        Assert.Equal(0, Score("98", "[44, 19, 35]", $"<answer>{stuffed}</answer>").Value);
    }

    private static RewardOutcome.Scored Score(string target, string numbers, string completion) =>
        Assert.IsType<RewardOutcome.Scored>(Run(target, numbers, completion));

    private static RewardOutcome Run(string target, string? numbers, string completion, params (string, string)[] settings) => ToolHarness.Run(
        "countdown",
        ToolHarness.QueryOf(target) with { Metadata = numbers is null ? null : ToolHarness.Json($"{{\"numbers\": {numbers}}}") },
        completion,
        settings);
}
