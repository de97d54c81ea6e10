using System.Text.Json;

namespace Rlar.Host.Tests;

/// <summary><c>rlar math</c> and the mathematics tool, in the real program.</summary>
public sealed class MathTests
{
    [Theory]
    [InlineData("\\frac{1}{2}", "The answer is $\\boxed{0.5}$.", 0, "right")]
    [InlineData("5", "$\\boxed{6}$", 1, "wrong")]
    [InlineData("1/0", "5", 2, "undecided")]
    public void Math_OneAnswer_ShowsWhatWasReadAndEndsWithItsCode(string gold, string answer, int code, string verdict)
    {
        using var rlar = new RlarProcess();
        var run = rlar.Run(["math", gold, answer]);
        Assert.Equal(code, run.Code);
        Assert.Contains($"verdict     {verdict}", run.Output, StringComparison.Ordinal);
        Assert.Contains("why ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Math_Json_HasBothTrees()
    {
        using var rlar = new RlarProcess();
        using var json = JsonDocument.Parse(rlar.Run(["math", "(x+1)^2", "-", "--json"], "So we get $\\boxed{x^2 + 2x + 1}$.").Output);
        Assert.Equal("right", json.RootElement.GetProperty("verdict").GetString());
        Assert.Equal("polynomial identity", json.RootElement.GetProperty("layer").GetString());
        Assert.Equal("x^2 + 2x + 1", json.RootElement.GetProperty("answer").GetString());
        Assert.NotNull(json.RootElement.GetProperty("gold_tree").GetString());
    }

    [Fact]
    public void Math_UnknownOption_IsRefused()
    {
        using var rlar = new RlarProcess();
        var run = rlar.Run(["math", "1", "1", "--set", "precison=3"]);
        Assert.Equal(2, run.Code);
        Assert.Contains("precison", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ToolsRun_Math_OneOutcomeALine()
    {
        using var rlar = new RlarProcess();
        rlar.Write("rows.jsonl", """{"reference":"\\sqrt{8}","completions":["$2\\sqrt2$","$\\boxed{2.83}$",""]}""", """{"reference":"1/0","completion":"1"}""");
        var lines = rlar.Run(["tools", "run", "math", "rows.jsonl"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        Assert.Equal([1.0, 0, 0], first.RootElement.GetProperty("outcomes").EnumerateArray().Select(o => o.GetProperty("value").GetDouble()));
        Assert.Contains("unscorable", lines[1], StringComparison.Ordinal);
    }
}
