using System.Diagnostics;

namespace Rlar.Rewards.Tests.Verifiers.ToolCalls;

public sealed class ToolCallExactTests
{
    private const string Tools = """
        {"tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{
          "city":{"type":"string"},"days":{"type":"integer"},"scale":{"type":"float"},"tags":{"type":"array","items":{"type":"string"}}},"required":["city"]}}},
          {"name":"add","parameters":{"type":"dict","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"]}}]}
        """;

    private static RewardOutcome Run(string expected, string completion, params (string, string)[] settings) =>
        ToolHarness.Run("tool-call/exact", ToolHarness.QueryOf(expected) with { Metadata = ToolHarness.Json(Tools) }, completion, settings);

    private static double Score(string expected, string completion, params (string, string)[] settings) =>
        Assert.IsType<RewardOutcome.Scored>(Run(expected, completion, settings)).Value;

    public static TheoryData<string> Forms =>
    [
        """<tool_call>{"name":"get_weather","arguments":{"city":"Paris","days":2}}</tool_call>""",
        "I will look.\n<tool_call>\n{\"name\":\"get_weather\",\"arguments\":{\"days\":2,\"city\":\"paris\"}}\n</tool_call>",
        """{"name":"get_weather","parameters":{"city":"Paris","days":2}}""",
        """[{"name":"get_weather","arguments":{"city":"Paris","days":2}}]""",
        "```json\n{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Paris\",\"days\":2}}\n```",
        """{"tool_calls":[{"id":"1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\",\"days\":2}"}}]}""",
        """[{"get_weather":{"city":"Paris","days":2}}]""",
        """[get_weather(city="Paris", days=2)]""",
        "get_weather(city='Paris', days=2)",
        "<think>get_weather(city='Rome')</think>get_weather('Paris', days=2)",
        """[TOOL_CALLS][{"name":"get_weather","arguments":{"city":"Paris","days":2}}]""",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Score_EveryForm_OfPredictionAndExpectation(string form)
    {
        foreach (var expected in Forms.Where(expected => !expected.Data.Contains("'Paris', days", StringComparison.Ordinal) && !expected.Data.Contains("I will", StringComparison.Ordinal)))
            Assert.Equal(1, Score(expected.Data, form));
    }

    [Theory]
    [InlineData("forecast(city='Paris')", "not declared")]
    [InlineData("get_weather(days=2)", "required parameter 'city'")]
    [InlineData("get_weather(city='Paris', days='2')", "not of the type integer")]
    [InlineData("get_weather(city='Paris', days=2.0)", "not of the type integer")]
    [InlineData("get_weather(city='Paris', days=2, unit='C')", "no parameter 'unit'")]
    [InlineData("get_weather(city='Paris', days=2, scale=1)", "not expected")]
    [InlineData("get_weather(city='Paris')", "lacks 'days'")]
    [InlineData("get_weather(city='Rome', days=2)", "expected \"Paris\"")]
    [InlineData("[get_weather(city='Paris', days=2), add(a=1, b=2)]", "2 calls, expected 1")]
    [InlineData("get_weather(city='Paris', days=1+1)", "no calls")]
    [InlineData("get_weather(city=__import__('os').getcwd(), days=2)", "no calls")]
    [InlineData("get_weather(city='Paris', city='Paris', days=2)", "stands twice")]
    [InlineData("get_weather(city='Paris', days=2) or add(a=1, b=2)", "follows")]
    [InlineData("The weather is fine.", "no call")]
    public void Score_AnotherCall_SaysWhatIsWrong(string completion, string reason)
    {
        var outcome = Assert.IsType<RewardOutcome.Scored>(Run("get_weather(city='Paris', days=2)", completion));
        Assert.Equal(0, outcome.Value);
        Assert.Contains(reason, outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"get_weather":{"city":["Paris","Paris, France"],"days":["",3]}}]""", "get_weather(city='paris france')", 1)]
    [InlineData("""[{"get_weather":{"city":["Paris"],"days":["",3]}}]""", "get_weather(city='Paris', days=3)", 1)]
    [InlineData("""[{"get_weather":{"city":["Paris"],"days":["",3]}}]""", "get_weather(city='Paris', days=4)", 0)]
    [InlineData("""[{"get_weather":{"city":["Paris"],"scale":[2.0]}}]""", "get_weather(city='Paris', scale=2)", 1)]
    [InlineData("""[{"get_weather":{"city":["Paris"],"tags":[["a b","c"]]}}]""", "get_weather(city='Paris', tags=['A-B', 'c'])", 1)]
    [InlineData("""[{"get_weather":{"city":["Paris"],"tags":[["a","c"]]}}]""", "get_weather(city='Paris', tags=['c', 'a'])", 0)]
    public void Score_PossibleAnswers_AreAlternatives(string expected, string completion, double value) => Assert.Equal(value, Score(expected, completion));

    [Fact]
    public void Score_ParallelCalls_InAnyOrderOrTheGiven()
    {
        const string Expected = "[add(a=1, b=2), add(a=3, b=4)]";
        Assert.Equal(1, Score(Expected, "[add(a=3, b=4), add(a=1, b=2)]"));
        Assert.Equal(0, Score(Expected, "[add(a=3, b=4), add(a=1, b=2)]", ("order", "given")));
        Assert.Equal(0, Score(Expected, "[add(a=1, b=2), add(a=1, b=2)]"));
        // the first expected call fits both, the second only one: taking the first that fits would fail
        Assert.Equal(1, Score("""[{"add":{"a":[1,2],"b":[0]}},{"add":{"a":[1],"b":[0]}}]""", "[add(a=1, b=0), add(a=2, b=0)]"));
    }

    [Fact]
    public void Score_NoCallExpected_WantsWords()
    {
        Assert.Equal(1, Score("[]", "None of these tools helps with that."));
        Assert.Equal(0, Score("[]", "add(a=1, b=2)"));
        Assert.Equal(0, Score("[]", ""));
    }

    [Fact]
    public void Score_ExpectationFromMetadata_OrNone()
    {
        var query = ToolHarness.QueryOf() with { Metadata = ToolHarness.Json("""{"expected_calls":[{"add":{"a":[1],"b":[2]}}]}""") };
        Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("tool-call/exact", query, "add(a=1, b=2)")).Value);
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("tool-call/exact", ToolHarness.QueryOf(), "add(a=1, b=2)"));
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("tool-call/exact", ToolHarness.QueryOf("Paris is nice"), "add(a=1, b=2)"));
    }

    [Fact]
    public void Score_Hostile_IsLinearAndNeverFails()
    {
        string[] attacks =
        [
            new('(', 10_000_000), "f(" + new string('[', 100_000), string.Concat(Enumerable.Repeat("f(", 100_000)), "f(a='" + new string('x', 10_000_000),
            string.Concat(Enumerable.Repeat("<tool_call>", 900_000)), string.Concat(Enumerable.Repeat("<tool_call>{\"name\":\"f\"}</tool_call>", 200_000)),
            "[" + string.Join(',', Enumerable.Repeat("add(a=1,b=2)", 50_000)) + "]", "f(a=" + new string('9', 10_000_000) + ")", "f(a='\\ud800')", "f(a='\ud800')",
            string.Concat(Enumerable.Repeat("{\"name\":\"f\"}\n", 500_000)), new('-', 10_000_000), "f(" + new string('-', 5_000_000) + "1)", new('a', 10_000_000),
        ];
        foreach (var attack in attacks)
        {
            var watch = Stopwatch.StartNew();
            Assert.Equal(0, Score("[add(a=1, b=2), add(a=3, b=4)]", attack));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{attack[..5]} took {watch.Elapsed}");
        }
    }
}
