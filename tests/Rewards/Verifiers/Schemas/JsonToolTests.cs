using System.Diagnostics;

namespace Rlar.Rewards.Tests.Verifiers.Schemas;

public sealed class JsonToolTests
{
    private const string Person = """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name"],"additionalProperties":false}""";

    private static Query With(string metadata) => ToolHarness.QueryOf() with { Metadata = ToolHarness.Json(metadata) };

    private static double Schema(string completion, params (string, string)[] settings) =>
        Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("json-schema", With($$"""{"schema":{{Person}}}"""), completion, settings)).Value;

    [Theory]
    [InlineData("""{"name":"Ada","age":36}""", 1)]
    [InlineData("""<think>{"name":1}</think> {"name":"Ada"}""", 1)]
    [InlineData("```json\n{\"name\":\"Ada\"}\n```", 1)]
    [InlineData("""<answer>{"name":"Ada"}</answer>""", 1)]
    [InlineData("""{"name":"</answer><answer>Ada</answer>"}""", 1)]
    [InlineData("{\"name\":\"Ada\"}<|im_end|>", 1)]
    [InlineData("{\"name\":\"Ada\"}\n</s>\n", 1)]
    [InlineData("```json\n{\"name\":\"Ada\"}\n```<end_of_turn>", 1)]
    [InlineData("{\"name\":\"Ada\"}<|im_end|>{\"name\":\"Bob\"}", 0)]
    [InlineData("<|im_end|>", 0)]
    [InlineData("""{"name":"Ada","age":"36"}""", 0)]
    [InlineData("""{"name":"Ada","name":"Bob"}""", 0)]
    [InlineData("""{"name":"Ada"} and more""", 0)]
    [InlineData("""{"name":NaN}""", 0)]
    [InlineData("<think>{\"name\":\"Ada\"}</think>", 0)]
    [InlineData("", 0)]
    public void JsonSchema_Completion_IsJudgedByTheSchema(string completion, double value) => Assert.Equal(value, Schema(completion));

    [Theory]
    [InlineData("json", "{\"a\":1}<|eot_id|>", 1)]
    [InlineData("json", "{\"a\":1}<|eot_id|>{}", 0)]
    [InlineData("json", "<think>x</think>\n<answer>\n```json\n{\"a\":1}\n```\n</answer>", 1)]
    [InlineData("json", "<answer>{\"a\":1}</answer> or {\"a\":2}", 0)]
    [InlineData("json-fields", "<answer>{\"a\":1}</answer> or {\"a\":2}", 0)]
    [InlineData("json-fields", "{\"a\":1}</s>", 1)]
    [InlineData("json-fields", "{\"a\":1} {\"a\":2}", 0)]
    [InlineData("json-fields", "{\"a\":1,\"a\":1}", 0)]
    [InlineData("json-fields", "{\"a\":1} as asked", 0)]
    [InlineData("json-fields", "```json\n{\"a\":1}\n```\n```json\n{\"a\":2}\n```", 0)]
    public void Json_EndTokens_AreNoPartOfTheAnswer(string tool, string completion, double value) =>
        Assert.Equal(value, ToolHarness.Score(tool, "{\"a\":1}", completion));

    [Theory]
    [InlineData("""{"minimum":2,"exclusiveMinimum":true}""", "2", 0)]
    [InlineData("""{"minimum":2,"exclusiveMinimum":true}""", "2.5", 1)]
    [InlineData("""{"maximum":2,"exclusiveMaximum":true}""", "2", 0)]
    [InlineData("""{"maximum":2,"exclusiveMaximum":false}""", "2", 1)]
    [InlineData("""{"exclusiveMaximum":true}""", "2", 1)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#","id":"http://x.example/a","items":{"$ref":"b"},"definitions":{"b":{"id":"b","type":"string"}}}""", "[1]", 0)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#","id":"http://x.example/a","items":{"$ref":"b"},"definitions":{"b":{"id":"b","type":"string"}}}""", "[\"1\"]", 1)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","items":{"$ref":"#b"},"definitions":{"b":{"$id":"#b","type":"string"}}}""", "[1]", 0)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","items":{"$ref":"#b"},"definitions":{"b":{"$id":"#b","type":"string"}}}""", "[\"1\"]", 1)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","items":{"$ref":"#/definitions/b","minimum":9},"definitions":{"b":{"type":"integer"}}}""", "[1]", 1)]
    [InlineData("""{"items":{"$ref":"#/definitions/b","minimum":9},"definitions":{"b":{"type":"integer"}}}""", "[1]", 0)]
    [InlineData("""{"properties":{"id":{"type":"string"}}}""", "{\"id\":1}", 0)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"id":{"type":"string"}}}""", "{\"id\":1}", 0)]
    public void JsonSchema_OlderDrafts_AreReadByTheirRules(string schema, string completion, double value) =>
        Assert.Equal(value, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("json-schema", With($$"""{"schema":{{schema}}}"""), completion)).Value);

    [Fact]
    public void JsonSchema_BlockAmongProse_OnlyWhereAskedFor()
    {
        const string Text = "Here it is:\n```json\n{\"name\":\"Ada\"}\n```\nEnjoy.";
        Assert.Equal(0, Schema(Text));
        Assert.Equal(1, Schema(Text, ("answer", "block")));
        Assert.Equal(0, Schema(Text + "\n```json\n{\"name\":\"Bob\"}\n```", ("answer", "block")));
    }

    [Theory]
    [InlineData("{\"json_schema\":$}")]
    [InlineData("{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"p\",\"strict\":true,\"schema\":$}}}")]
    [InlineData("{\"json_schema\":{\"name\":\"p\",\"schema\":$}}")]
    [InlineData("{\"response_format\":{\"type\":\"json_object\"}}")]
    public void JsonSchema_OpenAiWrappings_AreTakenOff(string metadata)
    {
        var query = With(metadata.Replace("$", Person, StringComparison.Ordinal));
        Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("json-schema", query, "{\"name\":\"x\"}")).Value);
        Assert.Equal(0, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("json-schema", query, "[]")).Value);
        var constraints = ToolHarness.QueryOf() with { Constraints = query.Metadata };
        Assert.Equal(0, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("json-schema", constraints, "[]")).Value);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"schema\":{\"type\":\"strin\"}}")]
    [InlineData("{\"schema\":{\"$ref\":\"other.json\"}}")]
    [InlineData("{\"schema\":\"{\"}")]
    public void JsonSchema_NoUsableSchema_Unscorable(string metadata) =>
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("json-schema", With(metadata), "{}"));

    [Fact]
    public void JsonSchema_OptionSchema_GoesBeforeTheRows()
    {
        Assert.Equal(1, Schema("5", ("schema", "{\"const\":5}")));
        Assert.Throws<ToolException>(() => BuiltInTools.Registry.Create("json-schema", new Dictionary<string, string> { ["schema"] = "{\"type\":1}" }));
    }

    [Theory]
    [InlineData("""{"a":1,"b":{"c":"x","d":[1,2]}}""", """{"b":{"d":[2,1],"c":"x"},"a":1.0}""", 1)]
    [InlineData("""{"a":1,"b":2}""", """{"a":1,"b":3}""", 0.5)]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", 2.0 / 3)]
    [InlineData("""{"a":1}""", """{"a":1,"b":2,"c":3}""", 0.5)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", 0)]
    [InlineData("""{"a":true}""", """{"a":1}""", 0)]
    [InlineData("{}", "{}", 1)]
    [InlineData("[]", "{}", 0)]
    [InlineData("""{"a":[]}""", """{"a":null}""", 0)]
    [InlineData("""[{"n":"x","v":1},{"n":"y","v":2}]""", """[{"n":"y","v":2},{"n":"x","v":1}]""", 1)]
    [InlineData("""[{"n":"x","v":1},{"n":"y","v":2}]""", """[{"n":"x","v":2},{"n":"y","v":1}]""", 0.5)]
    [InlineData("""[1,1,2]""", """[1,2,2]""", 2.0 / 3)]
    [InlineData("\"x\"", "\"x\"", 1)]
    public void JsonFields_Leaves_AreCounted(string reference, string answer, double f1) =>
        Assert.Equal(f1, ToolHarness.Score("json-fields", reference, answer), 12);

    [Fact]
    public void JsonFields_Options_LoosenOrTighten()
    {
        Assert.Equal(0, ToolHarness.Score("json-fields", "[1,2]", "[2,1]", ("lists", "ordered")));
        Assert.Equal(1, ToolHarness.Score("json-fields", "{\"a\":\"The Cat.\"}", "{\"a\":\"cat\"}", ("strings", "normalized")));
        Assert.Equal(1, ToolHarness.Score("json-fields", "{\"a\":100}", "{\"a\":101}", ("relative", "0.01")));
        Assert.Equal(0, ToolHarness.Score("json-fields", "{\"a\":100}", "{\"a\":102}", ("relative", "0.01")));
    }

    // Whose fault it is that there is no verdict: of an answer alone it is wrong, of a schema that nothing gets through the row cannot be scored.
    [Fact]
    public void JsonSchema_NoVerdict_IsUnscorableOnlyByTheSchema()
    {
        var answer = "\"" + new string('a', 40) + "!\"";
        var costly = ToolHarness.Run("json-schema", With("""{"schema":{"type":"string","pattern":"^(?!b)(a+)+$"}}"""), answer);
        Assert.Equal(0, Assert.IsType<RewardOutcome.Scored>(costly).Value);
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("json-schema", With("""{"schema":{"allOf":[{"$ref":"#"}]}}"""), "1"));
    }

    [Fact]
    public void JsonSchema_ValueThatTakesTooLong_Is0()
    {
        // The branches multiply with every level of the value; a small value has a verdict, so that the large one is its completion's doing.
        const string Branching = """{"$defs":{"n":{"anyOf":[{"items":{"$ref":"#/$defs/n"},"maxItems":0},{"items":{"$ref":"#/$defs/n"},"type":"array","minItems":9},{"items":{"$ref":"#/$defs/n"},"minItems":9}]}},"$ref":"#/$defs/n"}""";
        var deep = new string('[', 200) + new string(']', 200);
        var outcome = ToolHarness.Run("json-schema", With($$"""{"schema":{{Branching}}}"""), deep);
        Assert.Equal(0, Assert.IsType<RewardOutcome.Scored>(outcome).Value);
    }

    [Fact]
    public void JsonSchema_SchemaThatLeadsIntoItself_Unscorable() =>
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("json-schema", With("""{"schema":{"$ref":"#"}}"""), "{}"));

    [Fact]
    public void JsonFields_ReferenceNoJson_Unscorable() =>
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("json-fields", ToolHarness.QueryOf("Paris"), "{}"));

    [Fact]
    public void JsonFields_SeededValues_AgainstThemselves_AreWhole()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var json = Draw(random, 0);
            Assert.Equal(1, ToolHarness.Score("json-fields", json, json));
            Assert.Equal(1, ToolHarness.Score("json-fields", json, json, ("lists", "ordered")));
        }
    }

    [Theory]
    [InlineData("json-schema")]
    [InlineData("json-fields")]
    public void Score_Hostile_IsLinearAndNeverFails(string tool)
    {
        var query = With($$"""{"schema":{{Person}}}""") with { References = ["{\"name\":\"Ada\"}"] };
        string[] attacks =
        [
            new('[', 100_000), new string('[', 100_000) + new string(']', 100_000), string.Concat(Enumerable.Repeat("{\"a\":", 100_000)),
            "[" + string.Join(',', Enumerable.Repeat("1", 5_000_000)) + "]", "{\"name\":\"" + new string('x', 10_000_000) + "\"}",
            "{\"name\":" + new string('9', 10_000_000) + "}", "{\"age\":1e" + new string('9', 1_000_000) + "}", "{\"name\":\"\\ud800\"}", "{\"name\":\"\ud800\"}",
            "{" + string.Join(',', Enumerable.Range(0, 300_000).Select(i => $"\"k{i}\":1")) + "}", new('{', 10_000_000), new('"', 10_000_000), new('\\', 10_000_000),
        ];
        foreach (var attack in attacks)
        {
            var watch = Stopwatch.StartNew();
            var outcome = Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run(tool, query, attack));
            Assert.True(tool == "json-schema" || outcome.Value < 1);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{attack[..5]} took {watch.Elapsed}");
        }
    }

    private static string Draw(Random random, int depth) => random.Next(depth > 3 ? 5 : 8) switch
    {
        0 => "null",
        1 => random.Next(2) == 0 ? "true" : "false",
        2 => random.Next(-5, 5).ToString(),
        3 => (random.NextDouble() * 10).ToString("R"),
        4 => $"\"{(char)('a' + random.Next(26))}\"",
        5 or 6 => "{" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(i => $"\"k{i}\":{Draw(random, depth + 1)}")) + "}",
        _ => "[" + string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => Draw(random, depth + 1))) + "]",
    };
}
