using Rlar.Inference.Gguf;
using Rlar.Inference.Templates;
using Rlar.Inference.Templates.Jinja;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Templates.Jinja;

public sealed class JinjaTemplateTests(ITestOutputHelper output)
{
    private static readonly string[] Contents =
    [
        "Hello", "What is\n2 + 2?", " padded \n", "\n\n", "", "é漢字🙂", "a\n\nb", "{{ x }} {% y %} {# z #}", "<think>\nso\n</think>\n\nSix.", "</think>x", "<|im_end|>",
        "{\"a\": \"b\\\\c\"}", "<tool_call>\n{}\n</tool_call>", "<tool_response>\nx\n</tool_response>", "it's \"quoted\"\tand\u001f more", "None", "-", "<|eot_id|>|>",
    ];

    // The shapes of the families' templates, written for this test.
    public static TheoryData<string> Families => [.. FamilyShapes.All.Keys];

    [Theory]
    [MemberData(nameof(Families))]
    public void Write_ShapeOfAFamily_IsJinjasOwn(string family) => Compare(FamilyShapes.All[family], 200);

    [Theory]
    [InlineData("smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf")]
    [InlineData("minimind2-small/MiniMind2-Small.F16.gguf")]
    public void Write_TemplateOfAModel_IsJinjasOwn(string model) => Compare(GgufFile.Read(SharedModels.Require(model)).Text("tokenizer.chat_template")!, 400);

    // Every construct by itself: what Jinja makes of it, or a refusal where RLAR does not know it.
    [Fact]
    public void Write_EveryConstruct_IsJinjasOwnOrUnknown()
    {
        var tasks = JinjaSnippets.All.Select(snippet => (snippet, (IReadOnlyList<ChatTurn>)
            [new ChatTurn(TurnRole.System, " S🙂s "), new ChatTurn(TurnRole.User, "a-b-c"), new ChatTurn(TurnRole.Assistant, "x\"y\\z\n")], true)).ToList();
        var theirs = PythonJinja.Write(tasks);
        for (var index = 0; index < tasks.Count; index++)
        {
            var (text, unknown) = Ours(tasks[index].snippet, tasks[index].Item2, true);
            Assert.True(unknown is null, $"{tasks[index].snippet}: {unknown}");
            Assert.True(theirs[index]?.Text == text, $"{tasks[index].snippet}: {text ?? "refused"}; Jinja: {theirs[index]?.Text} {theirs[index]?.Error}");
        }
    }

    [Theory]
    [InlineData("{{ 'a'|nonsense }}", "the filter 'nonsense'")]
    [InlineData("{{ 'a' is nonsense }}", "the test 'nonsense'")]
    [InlineData("{{ 'a'.nonsense() }}", "the method 'nonsense'")]
    [InlineData("{% include 'x' %}", "the block 'include'")]
    [InlineData("{% raw %}{{ x }}{% endraw %}", "the block 'raw'")]
    [InlineData("{{ joiner() }}", "'joiner'")]
    [InlineData("{{ '%s' % 1 }}", "'%' of a text")]
    [InlineData("{{ strftime_now('%d') }}", "the date of today")]
    [InlineData("{{ [1] }}", "written as Python")]
    [InlineData("{{ messages[0].items }}", "that is not called")]
    public void Write_WhatIsNotKnown_IsRefused(string template, string expected)
    {
        var (_, unknown) = Ours(template, [new ChatTurn(TurnRole.User, "u")], true);
        Assert.Contains(expected, unknown, StringComparison.Ordinal);
    }

    // A date that is handed on and not written costs nothing: Mistral's default system message has one.
    [Fact]
    public void Write_DateThatIsNotLookedAt_IsNotMissed()
    {
        const string template = "{% set d = 'Today is ' + strftime_now('%d') %}{% if messages[0].role == 'system' %}{{ messages[0].content }}{% else %}{{ d }}{% endif %}";
        Assert.Equal("s", Ours(template, [new ChatTurn(TurnRole.System, "s")], true).Text);
        Assert.Contains("date", Ours(template, [new ChatTurn(TurnRole.User, "u")], true).Unknown, StringComparison.Ordinal);
    }

    // Numbers at the end of their range, and namespaces, which equal themselves alone.
    [Theory]
    [InlineData("{% set a = namespace() %}{% set b = namespace() %}{% set a.x = [a] %}{% set b.x = [b] %}{{ a == b }} {{ a == a }} {{ a.x == b.x }}", "False True False")]
    [InlineData("{{ 'abc'[1::9223372036854775807] }}{{ range(5, 9223372036854775807, 9223372036854775806)|length }}", "b1")]
    [InlineData("{{ 'a,b,c'.rsplit(',', 1)|join('+') }}", "a,b+c")]
    public void Write_EdgesOfValues_AreJinjasOwn(string template, string expected) =>
        Assert.Equal(expected, Ours(template, [new ChatTurn(TurnRole.User, "u")], true).Text);

    // Contents keep their turn through everything that a template does with them.
    [Theory]
    [InlineData("{{ '<' + messages[0].content + '>' }}")]
    [InlineData("{% set c = messages[0].content %}{{ '<' ~ (c.split('<')|first) ~ c[3:] ~ '>' }}")]
    [InlineData("<{{ messages[0].content[:3] }}{{ messages[0].content[3:] }}>")]
    [InlineData("<{% set x %}{{ messages[0].content.replace('q', '+') }}{% endset %}{{ x.replace('+', '-') }}>")]
    [InlineData("{% macro m(x) %}{{ x|trim }}{% endmacro %}<{{ m(messages[0].content) }}>")]
    [InlineData("<{% for c in messages[0].content %}{{ c }}{% endfor %}>")]
    public void Write_ContentThroughTheTemplate_StaysContent(string template)
    {
        var pieces = JinjaTemplate.Read(template).Write([new ChatTurn(TurnRole.User, "a-b<-c")], true, "", "");
        Assert.Equal([("<", -1), ("a-b<-c", 0), (">", -1)], Merged(pieces.Select(piece => (piece.Text, piece.Turn))));
    }

    [Fact]
    public void Write_TemplatesOfAFolder_AreJinjasOwnOrUnknown()
    {
        var folder = Environment.GetEnvironmentVariable("RLAR_CHAT_TEMPLATES");
        Assert.SkipWhen(folder is null, "RLAR_CHAT_TEMPLATES names no folder of *.jinja");
        var wrong = 0;
        foreach (var file in Directory.EnumerateFiles(folder!, "*.jinja").Order(StringComparer.Ordinal))
        {
            var (equal, refused, unknown, differ, why) = Count(File.ReadAllText(file), 100);
            output.WriteLine($"{Path.GetFileName(file)}: {equal} equal, {refused} refused by both, {unknown} unknown, {differ} differ {why}");
            wrong += differ;
        }

        Assert.Equal(0, wrong);
    }

    private static IEnumerable<(string, int)> Merged(IEnumerable<(string Text, int Turn)> pieces)
    {
        var merged = new List<(string Text, int Turn)>();
        foreach (var piece in pieces)
        {
            if (merged.Count > 0 && merged[^1].Turn == piece.Turn)
                merged[^1] = (merged[^1].Text + piece.Text, piece.Turn);
            else
                merged.Add(piece);
        }

        return merged;
    }

    private static void Compare(string template, int rounds)
    {
        var (equal, refused, unknown, differ, why) = Count(template, rounds);
        Assert.True(differ == 0 && unknown == 0, why);
        Assert.True(equal > rounds / 10, $"{equal} equal, {refused} refused");
    }

    private static (int Equal, int Refused, int Unknown, int Differ, string? Why) Count(string template, int rounds)
    {
        var random = new Random(11);
        var tasks = Enumerable.Range(0, rounds).Select(_ => (template, (IReadOnlyList<ChatTurn>)Conversation(random), random.Next(2) == 0)).ToList();
        var theirs = PythonJinja.Write(tasks);
        var (equal, refused, unknown, differ) = (0, 0, 0, 0);
        string? why = null;
        if (theirs.TrueForAll(made => made is null))
            return (0, 0, 0, 0, "Jinja itself does not take the template");
        for (var index = 0; index < rounds; index++)
        {
            var (_, turns, add) = tasks[index];
            var (text, missing) = Ours(template, turns, add);
            if (missing is not null)
            {
                unknown++;
                why ??= missing;
            }
            else if (theirs[index] is { } made && made.Text == text)
            {
                equal += text is null ? 0 : 1;
                refused += text is null ? 1 : 0;
            }
            else
            {
                differ++;
                why = $"{string.Join(" | ", turns)} {add}\nours: {text ?? "refused"}\nJinja: {theirs[index]?.Text} {theirs[index]?.Error}";
            }
        }

        return (equal, refused, unknown, differ, why);
    }

    private static (string? Text, string? Unknown) Ours(string template, IReadOnlyList<ChatTurn> turns, bool add)
    {
        try
        {
            return (string.Concat(JinjaTemplate.Read(template).Write(turns, add, "<s>", "</s>").Select(piece => piece.Text)), null);
        }
        catch (JinjaException error)
        {
            return (null, error.IsUnknown ? error.Message : null);
        }
    }

    // With and without a system message, one or several turns, now and then a tool's, now and then against any rule.
    private static List<ChatTurn> Conversation(Random random)
    {
        string Content() => Contents[random.Next(Contents.Length)];
        var turns = new List<ChatTurn>();
        if (random.Next(2) == 0)
            turns.Add(new ChatTurn(TurnRole.System, Content()));
        var isWild = random.Next(6) == 0;
        var count = 1 + random.Next(5);
        for (var index = 0; index < count; index++)
        {
            turns.Add(new ChatTurn(isWild ? (TurnRole)random.Next(4) : index % 2 == 0 ? TurnRole.User : TurnRole.Assistant, Content()));
            if (index % 2 == 1 && random.Next(5) == 0)
            {
                turns.Add(new ChatTurn(TurnRole.Tool, Content()));
                if (random.Next(2) == 0)
                    turns.Add(new ChatTurn(TurnRole.Tool, Content()));
                turns.Add(new ChatTurn(TurnRole.Assistant, Content()));
            }
        }

        return turns;
    }
}
