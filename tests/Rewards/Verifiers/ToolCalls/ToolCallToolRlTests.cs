using System.Diagnostics;

namespace Rlar.Rewards.Tests.Verifiers.ToolCalls;

/// <summary>Values of verl's rlla.py at 2026-11 (20,000 random answers agreed with it to 1e-12 while this was written).</summary>
public sealed class ToolCallToolRlTests
{
    private const string Gold = """{"name": "f", "parameters": {"a": 1, "b": "x"}}""";

    private static string Layout(string calls) => $"<think>t</think>\n<tool_call>\n{calls}\n</tool_call>";

    private static double Score(string calls, params (string, string)[] settings) =>
        ToolHarness.Score("tool-call/toolrl", Layout(Gold), Layout(calls), settings);

    [Theory]
    [InlineData(Gold, 4)]
    [InlineData("""{"name": "f", "parameters": {"b": "x", "a": 1.0}}""", 4)]
    [InlineData("""{"name": "f", "parameters": {"a": 2, "b": "x"}}""", 1 - 3 + 6 * 3.0 / 4)]
    [InlineData("""{"name": "f", "parameters": {"a": 1}}""", 1 - 3 + 6 * 2.5 / 4)]
    [InlineData("""{"name": "g", "parameters": {"a": 1, "b": "x"}}""", -2)]
    [InlineData("""{"name": "f"}""", -2)]
    [InlineData("not json", -2)]
    [InlineData(Gold + "\n" + Gold, 1 - 3 + 6 * 3.5 / 4)]
    public void Score_Calls_AsTheReferenceCode(string calls, double value) => Assert.Equal(value, Score(calls), 12);

    [Fact]
    public void Score_Layout_IsTheFormatsPoint()
    {
        Assert.Equal(3, ToolHarness.Score("tool-call/toolrl", Layout(Gold), $"<tool_call>{Gold}</tool_call>"));
        Assert.Equal(-3, ToolHarness.Score("tool-call/toolrl", Layout(Gold), Gold));
        Assert.Equal(1, ToolHarness.Score("tool-call/toolrl", "<response>hi</response>", "<think>x</think>\n<response>bye</response>"));
        Assert.Equal(0, ToolHarness.Score("tool-call/toolrl", "<response>hi</response>", "hi"));
    }

    [Fact]
    public void Score_Options_AreTheCodesSwitches()
    {
        const string Near = """{"name": "f", "parameters": {"a": 2, "b": "x"}}""";
        Assert.Equal(2, Score(Gold, ("max-correctness", "1")));
        Assert.Equal(-2, Score(Near, ("grain", "all")));
        Assert.Equal(1 - 3 + 6 * 1.0 / 2, Score(Near, ("grain", "call")), 12);
        Assert.Equal(1 - 3 + 6 * 2.0 / 4, Score("""{"name": "f", "parameters": {"a": 1}}""", ("names", "same")), 12);
        Assert.Equal(4, Score(Gold, ("length", "true")), 12); // one word of 512 rounds to 0.00
    }

    [Fact]
    public void Score_OptimalPairing_IsNeverLess()
    {
        const string Two = """
            {"name": "f", "parameters": {"a": 1, "b": 2, "c": 3}}
            {"name": "f", "parameters": {"a": 1, "b": 2, "c": 4}}
            """;
        const string Answer = """
            {"name": "f", "parameters": {"a": 1, "b": 2, "c": 4}}
            {"name": "f", "parameters": {"a": 9, "b": 2, "c": 3}}
            """;
        var greedy = ToolHarness.Score("tool-call/toolrl", Layout(Two), Layout(Answer));
        var optimal = ToolHarness.Score("tool-call/toolrl", Layout(Two), Layout(Answer), ("pairing", "optimal"));
        Assert.True(optimal > greedy, $"{optimal} and {greedy}");
    }

    [Fact]
    public void Score_ReferenceThatDoesNotRead_Unscorable() =>
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("tool-call/toolrl", ToolHarness.QueryOf(Layout("{}")), Layout(Gold)));

    [Fact]
    public void Score_Hostile_IsLinear()
    {
        string[] attacks = ["<think>" + string.Concat(Enumerable.Repeat("</think>\n<tool_call>\n", 400_000)), Layout(new string('[', 5_000_000)), new('\n', 10_000_000), Layout(new string('\n', 5_000_000)),
            Layout(string.Join('\n', Enumerable.Repeat(Gold, 50_000)))];
        foreach (var attack in attacks)
        {
            var watch = Stopwatch.StartNew();
            _ = ToolHarness.Score("tool-call/toolrl", Layout(Gold), attack);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
        }
    }
}
