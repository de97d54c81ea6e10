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
        "<think>get_weather(city='Rome')</think>get_weather(city='Paris', days=2)",
        """[TOOL_CALLS][{"name":"get_weather","arguments":{"city":"Paris","days":2}}]""",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Score_EveryForm_OfPredictionAndExpectation(string form)
    {
        foreach (var expected in Forms.Where(expected => !expected.Data.Contains("<think>", StringComparison.Ordinal) && !expected.Data.Contains("I will", StringComparison.Ordinal)))
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
    [InlineData("get_weather('Paris', 2)", "without a name")]
    [InlineData("get_weather('Paris', days=2)", "without a name")]
    [InlineData("get_weather(city='Paris', days=2);", "follows")]
    [InlineData("""{"name":"get_weather","arguments":{"city":"Paris","days":2},"parameters":{"city":"Rome","days":2}}""", "no call")]
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
        Assert.Equal(1, Score(Expected, "add(a=1, b=2)\nadd(a=3, b=4)"));
        Assert.Equal(1, Score(Expected, "`add(a=1, b=2), add(a=3, b=4)`"));
        Assert.Equal(0, Score(Expected, "add(a=1, b=2), add(a=3, b=4),"));
        // the first expected call fits both, the second only one: taking the first that fits would fail
        Assert.Equal(1, Score("""[{"add":{"a":[1,2],"b":[0]}},{"add":{"a":[1],"b":[0]}}]""", "[add(a=1, b=0), add(a=2, b=0)]"));
    }

    [Fact]
    public void Score_NoCallExpected_WantsWords()
    {
        Assert.Equal(1, Score("[]", "None of these tools helps with that."));
        Assert.Equal(0, Score("[]", "add(a=1, b=2)"));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(" \n", 1)]
    [InlineData("<|im_end|>", 1)]
    [InlineData("[]", 1)]
    [InlineData("I could use add() for that, but you did not ask.", 1)]
    [InlineData("Since f(x) = 2x, f(3) = 6 (see above).", 1)]
    [InlineData("{\"sum\": 3}", 1)]
    [InlineData("{\"name\": \"Ann\", \"age\": 3}", 1)]
    [InlineData("Try this:\n```python\nplot(x, color='red')\nprint('done', end='')\n```", 1)]
    [InlineData("<think>add(a=1, b=2)</think>None is needed.", 1)]
    [InlineData("Action: none is needed.", 1)]
    [InlineData("<think>add(a=1, b=2)", 0)]
    [InlineData("I would call add(a=1, b=2) here.", 0)]
    [InlineData("I would call add(1, 2) here.", 0)]
    [InlineData("Well.\nremove(path='/')\nDone.", 0)]
    [InlineData("Well: {\"name\": \"remove\", \"arguments\": {}}.", 0)]
    [InlineData("Well:\n```json\n{\"name\": \"add\", \"arguments\": {\"a\": 1, \"b\": 2}}\n```\nDone.", 0)]
    [InlineData("<tool_call>{\"name\":\"add\",\"arguments\":{\"a\":1,</tool_call>", 0)]
    [InlineData("<tool_call>\n{\"name\": \"add\", \"argu", 0)]
    [InlineData("{\"name\": \"add\", \"arguments\": {\"a\": 1", 0)]
    [InlineData("[TOOL_CALLS]add[ARGS]{\"a\"", 0)]
    [InlineData("<function=add><parameter=a>1", 0)]
    public void Score_NoCallExpected_IsRightWithoutACallOrHalfOfOne(string completion, double value) => Assert.Equal(value, Score("[]", completion));

    private const string Right = """<tool_call>{"name":"add","arguments":{"a":1,"b":2}}</tool_call>""";

    [Theory]
    [InlineData(Right + "\nThere.", 1)]
    [InlineData("I will call add(a=1, b=2).\n" + Right, 1)]
    [InlineData("I will call add(a=1, …) with add(b=2).\n" + Right, 1)]
    [InlineData("With {\"a\": 1, \"b\": 2}:\n" + Right + "<|im_end|>", 1)]
    [InlineData("I will call add(a=3, b=2).\n" + Right, 0)]
    [InlineData(Right + "\n[remove(path='/')]", 0)]
    [InlineData(Right + "\nremove(path='/')", 0)]
    [InlineData(Right + " and {\"name\":\"remove\",\"arguments\":{}} too", 0)]
    [InlineData("{\"name\":\"remove\",\"arguments\":{\"path\":\"/\"}}\n" + Right, 0)]
    [InlineData(Right + "\n<function=remove>{\"path\":\"/\"}</function>", 0)]
    [InlineData(Right + "\n<tool_call>{\"name\":\"remove\",\"arguments\":{}}", 0)]
    [InlineData(Right + "<tool_call></tool_call>", 0)]
    [InlineData("<tool_call>garbage(</tool_call>" + Right, 0)]
    public void Score_WordsAroundATaggedCall_AreNoOtherCall(string completion, double value) => Assert.Equal(value, Score("add(a=1, b=2)", completion));

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
            string.Concat(Enumerable.Repeat("<function_call>", 300_000)), string.Concat(Enumerable.Repeat("Action:", 500_000)), "add(a=1, b=2)" + new string('{', 5_000_000),
            string.Concat(Enumerable.Repeat("<|tool_call|>{\"a", 200_000)), "<function=f>" + string.Concat(Enumerable.Repeat("<parameter=a>1</parameter>", 100_000)),
            "<tool_call>f" + string.Concat(Enumerable.Repeat("<arg_key>a</arg_key>", 200_000)) + "</tool_call>", "<|tool_call>call:f{a:" + new string('[', 1_000_000),
            string.Concat(Enumerable.Repeat("<|message|>to=f<|channel|>", 200_000)), Right + string.Concat(Enumerable.Repeat("f(a={\"", 500_000)),
            Right + string.Concat(Enumerable.Repeat("f(a=1)\n", 300_000)), string.Concat(Enumerable.Repeat("<tool_calls><function_calls>", 200_000)),
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
