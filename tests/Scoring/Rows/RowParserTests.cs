using System.Text;
using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Rows;

public sealed class RowParserTests
{
    [Theory]
    [InlineData("prompt")]
    [InlineData("question")]
    [InlineData("input")]
    [InlineData("query")]
    [InlineData("problem")]
    [InlineData("messages")]
    [InlineData("instruction")]
    public void Parse_PromptAlias_IsOneUserMessageOrTheChat(string name)
    {
        var text = Parse($$"""{"{{name}}":"hi","completions":["x"]}""");
        Assert.Equal([new Message("user", "hi")], text.Query.Prompt);

        var chat = Parse($$"""{"{{name}}":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"h"},{"text":"i","type":"text"}]}],"completions":["x"]}""");
        Assert.Equal([new Message("system", "s"), new Message("user", "hi")], chat.Query.Prompt);
    }

    [Theory]
    [InlineData("\"reference\":\"a\"", "a")]
    [InlineData("\"references\":[\"a\",\"b\"]", "a|b")]
    [InlineData("\"answer\":\"a\"", "a")]
    [InlineData("\"ground_truth\":[\"a\",2,false]", "a|2|false")]
    [InlineData("\"label\":true", "true|yes")]
    [InlineData("\"answer\":false", "false|no")]
    [InlineData("\"solution\":18", "18")]
    [InlineData("\"target\":1.50", "1.50")]
    [InlineData("\"gold\":-1e3", "-1e3")]
    [InlineData("\"expected_answer\":\"\"", "")]
    [InlineData("\"reward_model\":{\"style\":\"rule\",\"ground_truth\":\"a\"}", "a")]
    [InlineData("\"reward_model\":{\"style\":\"rule\"}", null)]
    [InlineData("\"reward_model\":\"skywork\"", null)]
    [InlineData("\"reference\":null,\"answer\":\"a\"", "a")]
    [InlineData("\"references\":[]", null)]
    [InlineData("\"answer\":\"a\",\"gold\":\"a\",\"reference\":\"a\"", "a")]
    [InlineData("\"solution\":\"long\",\"answer\":\"a\"", "a")]
    [InlineData("\"solution\":\"long\",\"gold\":\"a\"", "a")]
    public void Parse_ReferenceAlias_GivesTheReferences(string fields, string? expected)
    {
        var references = Parse($$"""{"prompt":"p","completions":["x"],{{fields}}}""").Query.References;
        Assert.Equal(expected, references.Count == 0 ? null : string.Join('|', references));
    }

    [Theory]
    [InlineData("\"completions\":[\"a\",\"b\"]", "a|b")]
    [InlineData("\"responses\":[\"a\",\"b\"]", "a|b")]
    [InlineData("\"response\":\"a\"", "a")]
    [InlineData("\"completion\":\"a\"", "a")]
    [InlineData("\"generations\":[\"a\"]", "a")]
    [InlineData("\"outputs\":[\"a\"]", "a")]
    [InlineData("\"output\":\"a\"", "a")]
    [InlineData("\"output\":\"theirs\",\"completions\":[\"a\"]", "a")]
    [InlineData("\"completion\":\"a\",\"completions\":[\"a\"]", "a")]
    [InlineData("\"completions\":[\"\"]", "")]
    [InlineData("\"completions\":[{\"text\":\"a\"},{\"content\":\"b\",\"tokens\":7},{\"text\":\"c\",\"tokens\":[1,2,3]}]", "a|b#7|c#3")]
    [InlineData("\"completions\":[{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}]", "a|b")]
    [InlineData("\"completion\":[{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"tool\",\"content\":\"t\"},{\"role\":\"assistant\",\"content\":\"b\"}]", "b")]
    [InlineData("\"completions\":[[{\"role\":\"assistant\",\"content\":\"a\"}],[{\"role\":\"assistant\",\"content\":\"b\"}]]", "a|b")]
    [InlineData("\"completions\":[\"a\",\"b\"],\"lengths\":[3,0]", "a#3|b#0")]
    [InlineData("\"completion\":\"a\",\"completion_lengths\":4", "a#4")]
    [InlineData("\"completions\":[{\"text\":\"a\",\"tokens\":3}],\"lengths\":[3]", "a#3")]
    public void Parse_CompletionAlias_GivesTheCompletions(string fields, string expected)
    {
        var completions = Parse($$"""{"prompt":"p",{{fields}}}""").Completions;
        Assert.Equal(expected, string.Join('|', completions.Select(c => c.TokenCount is { } count ? $"{c.Text}#{count}" : c.Text)));
    }

    [Theory]
    [InlineData("\"prompt\":\"Q: why?\",\"question\":\"why?\"", "Q: why?")]
    [InlineData("\"prompt\":[{\"role\":\"user\",\"content\":\"Solve: why?\"}],\"problem\":\"why?\"", "Solve: why?")]
    [InlineData("\"problem\":\"why?\",\"messages\":[{\"role\":\"user\",\"content\":\"other\"},{\"role\":\"assistant\",\"content\":\"an answer\"}]", "why?")]
    [InlineData("\"instruction\":\"do\",\"input\":\"it\"", "do\n\nit")]
    [InlineData("\"instruction\":\"do\",\"input\":\"\"", "do")]
    [InlineData("\"prompt\":\"### do ### it\",\"instruction\":\"do\",\"input\":\"it\"", "### do ### it")]
    public void Parse_PromptsThatDataSetsHaveTogether_AreTaken(string fields, string expected) =>
        Assert.Equal(expected, Parse($$"""{{{fields}},"completions":["x"]}""").Query.Question);

    [Fact]
    public void Parse_WholeRow_KeepsAllThatItSays()
    {
        var group = Parse("""
            {"other":[1,{"deep":[2]}],"ability":"math","id":7,"data_source":"openai/gsm8k","task":"","tool":"math","prompt":"p","\u0074ests":["assert f(1)"],
             "constraints":{"a":1},"metadata":{"k":"é"},"extra_info":{"index":3},"completions":["x"]}
            """);

        Assert.Equal("7", group.Query.Id);
        Assert.Equal("math", group.Query.Tool);
        Assert.Equal(["math", "openai/gsm8k"], group.Query.TaskHints);
        Assert.Equal("assert f(1)", group.Query.Tests!.Value[0].GetString());
        Assert.Equal(1, group.Query.Constraints!.Value.GetProperty("a").GetInt32());
        Assert.Equal("é", group.Query.Metadata!.Value.GetProperty("k").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"id\":null")]
    public void Parse_NoId_IsNamedByItsLine(string id) => Assert.Equal("line-12", Parse($$"""{"prompt":"p","completions":["x"]{{id}}}""").Query.Id);

    [Fact]
    public void Parse_IfEvalColumns_BecomeConstraints()
    {
        const string Ids = "\"instruction_id_list\":[\"punctuation:no_comma\"],\"kwargs\":[{}]";
        var constraints = Parse($$"""{"key":1,"prompt":"p","response":"x",{{Ids}}}""").Query.Constraints!.Value;
        Assert.Equal("{" + Ids + "}", constraints.GetRawText());

        var same = Parse($$"""{"prompt":"p","response":"x","constraints":{"kwargs":[{}],"instruction_id_list":["punctuation:no_comma"]},{{Ids}}}""");
        Assert.Equal(JsonValueKind.Object, same.Query.Constraints!.Value.ValueKind);
        Assert.Null(Parse("""{"prompt":"p","response":"x","kwargs":[{}]}""").Query.Constraints);
        Assert.Equal("constraints", Refusal($$"""{"prompt":"p","response":"x","constraints":{},{{Ids}}}""").Field);
    }

    [Fact]
    public void Parse_PartsNotRequired_AreLeftOut()
    {
        var parser = new RowParser(new RowParserOptions { PromptRequired = false, CompletionsRequired = false });
        var group = parser.Parse("""{"reference":"a"}"""u8, 1, "f");
        Assert.Empty(group.Query.Prompt);
        Assert.Empty(group.Completions);
    }

    internal static RolloutGroup Parse(string row, ColumnMap? map = null) =>
        new RowParser(new RowParserOptions { Columns = map ?? ColumnMap.None }).Parse(Encoding.UTF8.GetBytes(row), 12, "rows.jsonl");

    internal static InputException Refusal(string row, ColumnMap? map = null) => Assert.Throws<InputException>(() => Parse(row, map));
}
