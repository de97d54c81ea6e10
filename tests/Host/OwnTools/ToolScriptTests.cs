using Rlar.Host.OwnTools;
using Rlar.Host.Tests.Scoring;

namespace Rlar.Host.Tests.OwnTools;

/// <summary><c>--tools FILE.csx</c>.</summary>
public sealed class ToolScriptTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Half.Definition")]
    [InlineData("new[] { Half.Definition }")]
    [InlineData("var tool = Half.Definition;")]
    [InlineData("ToolDefinition[] tools = [Half.Definition]; int other = 3;")]
    [InlineData("")]
    public void Load_Script_GivesWhatItEndsWithOrDeclares(string end) =>
        Assert.Equal(["half"], Load(CompiledFile.Constant("Half", "half") + "\n" + end).Definitions.Select(definition => definition.Draft.Id));

    [Fact]
    public async Task Load_Script_HasTheUsualUsings()
    {
        var file = Load("""
            class Words(ToolCard card) : CompletionTool(card)
            {
                protected override RewardOutcome Score(Query query, Completion completion)
                {
                    var words = Regex.Matches(completion.Text, @"\w+").Select(word => word.Value).ToList();
                    return new RewardOutcome.Scored(words.Count) { Reason = JsonSerializer.Serialize(words) };
                }
            }

            new ToolDefinition(new ToolCard { Id = "words", Kind = ToolKind.Shaper, Description = "How many words." }, 1, [], (card, _) => new Words(card))
            """);
        var group = new RolloutGroup(new Query { Id = "q", Prompt = [] }, [new Completion("one, two")]);
        var said = await file.Definitions.Single().Create(new Dictionary<string, string>()).ScoreAsync(group, TestContext.Current.CancellationToken);
        var scored = Assert.IsType<RewardOutcome.Scored>(said.Single());
        Assert.Equal((2, """["one","two"]"""), (scored.Value, scored.Reason));
    }

    [Fact]
    public void Load_ScriptThatLoadsAnother_CountsItsText()
    {
        void Helper(string value) => _folder.Write("helper.csx", $"static class Helper {{ public const double Value = {value}; }}");
        var source = "#load \"helper.csx\"\n" + CompiledFile.Constant("Half", "half", "Helper.Value");
        Helper("0.5");
        var first = Load(source);
        Assert.Equal(first.Hash, Load(source).Hash);
        Helper("0.7");
        Assert.NotEqual(first.Hash, Load(source).Hash);
        _folder.Write("helper.csx", "static class Helper { oops }");
        var error = Assert.Throws<HostException>(() => Load(source)).Message;
        Assert.StartsWith($"{_folder.PathOf("helper.csx")}(1,", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ScriptThatReferencesAnAssembly_CountsItsBytes()
    {
        CompiledFile.Write(_folder.PathOf("Beside.dll"), "public static class Beside { public static double Value => 0.5; }");
        var source = "#r \"Beside.dll\"\n" + CompiledFile.Constant("Half", "half", "Beside.Value");
        var first = Load(source);
        CompiledFile.Write(_folder.PathOf("Beside.dll"), "public static class Beside { public static double Value => 0.7; }");
        Assert.NotEqual(first.Hash, Load(source).Hash);
    }

    [Theory]
    [InlineData("var a = 1;\nint b = \"x\";", "own.csx(2,9): CS0029: ")]
    [InlineData("class Half : CompletionTool { }", "own.csx(1,7): CS")]
    [InlineData("Third.Definition", "own.csx(1,1): CS0103: ")]
    [InlineData("1 + 1", "gives no tool")]
    [InlineData("", "gives no tool")]
    [InlineData("throw new InvalidOperationException(\"no luck\");", "own.csx: threw InvalidOperationException: no luck")]
    public void Load_BadScript_SaysWhereAndWhy(string source, string why) =>
        Assert.Contains(why, Assert.Throws<HostException>(() => Load(source)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("new[] { D(), null! }", "holds null")]
    [InlineData("Enumerable.Range(0, 2).Select(i => i < 1 ? D() : throw new Exception(\"no luck\"))", "threw Exception: no luck")]
    [InlineData("Enumerable.Repeat(D(), int.MaxValue)", "more than")]
    [InlineData("D(null!)", "null")]
    [InlineData("D(\"\")", "it is \"\"")]
    [InlineData("D(\"a b\")", "without blanks")]
    [InlineData("D(\"a\\u001b[31m\")", "\\u001B")]
    [InlineData("D(new string('a', 5000))", "1 to 200 signs")]
    [InlineData("D() with { Draft = null! }", "null")]
    [InlineData("D() with { Options = null! }", "null")]
    [InlineData("D() with { Options = [null!] }", "null")]
    [InlineData("D() with { Facts = null! }", "null")]
    [InlineData("D() with { Make = null! }", "null")]
    [InlineData("D() with { Options = [ToolOption.Flag(\"a\", true, \"x\"), ToolOption.Flag(\"a\", false, \"y\")] }", "declares the option a twice")]
    [InlineData("D() with { Make = (_, _) => null! }", "gave null")]
    [InlineData("D() with { Make = (_, _) => throw new Exception(\"no luck\") }", "threw Exception: no luck")]
    public void Load_DefinitionThatCannotBeUsed_SaysWhy(string end, string why)
    {
        var source = CompiledFile.Constant("Half", "half")
            + "\nToolDefinition D(string id = \"mine\") => Half.Definition with { Draft = Half.Definition.Draft with { Id = id } };\n" + end;
        var error = Assert.ThrowsAny<RlarException>(() => Load(source).Definitions[0].Create(new Dictionary<string, string>()));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score rows.jsonl -o -")]
    [InlineData("judge rows.jsonl")]
    [InlineData("tools list")]
    [InlineData("tools show half")]
    [InlineData("tools run half rows.jsonl")]
    public async Task Script_ThatDoesNotEnd_IsLeftBehindWhenTheCommandIsCancelled(string command)
    {
        string[] arguments = [.. command.Split(' '), "--tools", _folder.Write("own.csx", "Thread.Sleep(-1);")];
        var parsed = Commands.RootOptions.Command(arguments).Parse(arguments);
        var run = Task.Run(() => parsed.InvokeAsync(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false }, new CancellationToken(canceled: true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Load_ScriptWithManyErrors_ShowsTenLines() =>
        Assert.EndsWith("and 2 errors more", Assert.Throws<HostException>(() => Load(string.Concat(Enumerable.Range(0, 12).Select(i => $"missing{i}();\n")))).Message, StringComparison.Ordinal);

    [Fact]
    public void Program_OwnToolInPlaceOfABuiltInOne_SaysSoOnceAndUsesIt()
    {
        using var rlar = new RlarProcess();
        rlar.Write("own.csx", CompiledFile.Constant("Json", "json", "0.25"));
        rlar.Write("rows.jsonl", """{"completions":["{}","x"]}""");
        var (code, output, error) = rlar.Run(["tools", "run", "json", "rows.jsonl", "--tools", "own.csx"]);
        Assert.Equal((0, "rlar: own.csx: its tool json takes the place of RLAR's own\n"), (code, error));
        Assert.Contains("\"value\":0.25", output, StringComparison.Ordinal);
        rlar.Write("bad.csx", "oops");
        (code, _, error) = rlar.Run(["tools", "list", "--tools", "bad.csx"]);
        Assert.Equal(2, code);
        Assert.StartsWith("rlar: bad.csx(1,1): CS", error, StringComparison.Ordinal);
    }

    private OwnToolFile Load(string source)
    {
        _folder.Write("own.csx", source);
        return OwnToolFile.Load(_folder.PathOf("own.csx"));
    }
}
