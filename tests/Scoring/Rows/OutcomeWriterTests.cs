using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Rows;

public sealed class OutcomeWriterTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Write_WholeRow_HasTheDocumentedForm()
    {
        var route = new Route("math", [new RoutedTool(new Tool("math", "0123456789ab"), 0.75), new RoutedTool(new Tool("length", "ba9876543210"), 0.25)], 0.9, "l'été 😀 <\"x\">");
        var scored = new RewardOutcome.Scored(0.1 + 0.2) { Parts = new Dictionary<string, double> { ["precision"] = 1e-7 }, Reason = "18 = 18" };
        var row = Row(
            "é\n1",
            route,
            [0.5, null],
            [-0.0, null],
            [
                new CompletionOutcome(scored, 1.25, [new ToolOutcome("math", new RewardOutcome.Scored(1), 1), new ToolOutcome("length", new RewardOutcome.Unscorable("no length"))]),
                new CompletionOutcome(new RewardOutcome.Failed("deadline", "5 s passed")),
            ]);
        using var writer = new OutcomeWriter();

        const string Expected = """
            {"id":"é\n1","route":{"task":"math","tools":[{"id":"math","version":"0123456789ab","weight":0.75},{"id":"length","version":"ba9876543210","weight":0.25}],
            "confidence":0.9,"why":"l'été 😀 <\"x\">"},"rewards":[0.5,null],"advantages":[-0,null],"outcomes":[
            {"status":"scored","value":0.30000000000000004,"parts":{"precision":1E-07},"reason":"18 = 18","ms":1.25,"tools":[
            {"id":"math","status":"scored","value":1,"ms":1},{"id":"length","status":"unscorable","value":null,"reason":"no length","ms":null}]},
            {"status":"failed","value":null,"boundary":"deadline","reason":"5 s passed","ms":null}]}
            """;
        Assert.Equal(Expected.ReplaceLineEndings(""), Encoding.UTF8.GetString(writer.Write(row).Span));
        Assert.Equal(Expected.ReplaceLineEndings(""), Encoding.UTF8.GetString(writer.Write(row).Span));
        Assert.Equal(
            """{"outcomes":[{"status":"unscorable","value":null,"reason":"r","ms":null}]}""",
            Encoding.UTF8.GetString(writer.Write(null, [new CompletionOutcome(new RewardOutcome.Unscorable("r"))]).Span));
    }

    [Fact]
    public void Write_NoAdvantages_LeavesThemOut()
    {
        using var writer = new OutcomeWriter();
        var text = Encoding.UTF8.GetString(writer.Write(Row("a", new Route("t", [], 0, "none"), [], null, [])).Span);
        Assert.Equal("""{"id":"a","route":{"task":"t","tools":[],"confidence":0,"why":"none"},"rewards":[],"outcomes":[]}""", text);
    }

    [Fact]
    public void Write_UnequalLengthsOrNoNumber_IsRefused()
    {
        using var writer = new OutcomeWriter();
        var route = new Route("t", [], 0, "");
        Assert.Throws<ArgumentException>(() => writer.Write(Row("a", route, [1], null, [])));
        var outcome = new CompletionOutcome(new RewardOutcome.Scored(1));
        Assert.Throws<ArgumentException>(() => writer.Write(Row("a", route, [1], [], [outcome])));
        Assert.Throws<ArgumentException>(() => writer.Write(Row("a", route, [double.NaN], null, [outcome])));

        // And a writer that refused a row writes the next one.
        Assert.StartsWith("{\"id\":\"b\"", Encoding.UTF8.GetString(writer.Write(Row("b", route, [1], null, [outcome])).Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_LoneSurrogate_IsValidJsonStill()
    {
        using var writer = new OutcomeWriter();
        var line = writer.Write("a\uD800b", []);
        Assert.Equal("a\uFFFDb", JsonDocument.Parse(line).RootElement.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("😀\n\t\"\\\u2028\u0085\u0001", "\"😀\\n\\t\\\"\\\\\\u2028\\u0085\\u0001\"")]
    [InlineData("a\nb", "\"a\\nb\"")]
    [InlineData("漢字", "\"漢字\"")]
    public void Write_Text_IsEscapedOnlyWhereItMustBe(string text, string expected)
    {
        using var writer = new OutcomeWriter();
        Assert.Equal($"{{\"id\":{expected},\"outcomes\":[]}}", Encoding.UTF8.GetString(writer.Write(text, []).Span));
    }

    [Fact]
    public void Write_AnyNumber_ReadsBackAsTheSameBits() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<NormalFloat>(number =>
    {
        using var writer = new OutcomeWriter();
        var line = writer.Write(Row("a", new Route("t", [], 0, ""), [number.Get], null, [new CompletionOutcome(new RewardOutcome.Scored(number.Get))]));
        var read = JsonDocument.Parse(line).RootElement.GetProperty("rewards")[0].GetDouble();
        return BitConverter.DoubleToInt64Bits(read) == BitConverter.DoubleToInt64Bits(number.Get);
    }));

    [Fact]
    public void ParseThenWrite_AnyText_IsKept()
    {
        // Any id goes in as JSON, escaped or not, through the parser into an output row and out of that unchanged; so do the other texts.
        var random = new Random(11);
        using var writer = new OutcomeWriter();
        for (var i = 0; i < 3000; i++)
        {
            var texts = Enumerable.Range(0, 5).Select(_ => Text(random)).ToArray();
            var row = JsonSerializer.SerializeToUtf8Bytes(
                new Dictionary<string, object> { ["id"] = "i" + texts[0], ["prompt"] = texts[1], ["reference"] = texts[2], ["completions"] = texts[3..] }, i % 2 == 0 ? Relaxed : JsonSerializerOptions.Default);

            using var source = LineSource.Open("-", new MemoryStream([.. row, (byte)'\n']));
            using var line = source.Read(CancellationToken.None)!;
            var group = new RowParser().Parse(line.Bytes.Span, line.Number, "f");

            Assert.Equal(texts[1], group.Query.Question);
            Assert.Equal([texts[2]], group.Query.References);
            Assert.Equal(texts[3..], group.Completions.Select(c => c.Text));
            var written = writer.Write(group.Query.Id, [new CompletionOutcome(new RewardOutcome.Unscorable(texts[4]))]);
            Assert.DoesNotContain((byte)'\n', written.ToArray());
            var read = JsonDocument.Parse(written).RootElement;
            Assert.Equal("i" + texts[0], read.GetProperty("id").GetString());
            Assert.Equal(texts[4], read.GetProperty("outcomes")[0].GetProperty("reason").GetString());
        }
    }

    [Fact]
    public void Write_AdvantagesByToken_AreOneListACompletion()
    {
        using var writer = new OutcomeWriter();
        var row = Row("a", new Route("t", [], 0, ""), [1, null], null, [new CompletionOutcome(new RewardOutcome.Scored(1)), new CompletionOutcome(new RewardOutcome.Unscorable("u"))]);
        var advantages = new GroupAdvantages.ByToken([[0.5, -0.25], []]);
        Assert.Equal("[[0.5,-0.25],[]]", Encoding.UTF8.GetString(writer.Write(advantages).Span));
        Assert.Contains("\"rewards\":[1,null],\"advantages\":[[0.5,-0.25],[]],\"outcomes\"", Encoding.UTF8.GetString(writer.Write(row with { Advantages = advantages }).Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 3, "\"rewards\":[1],\"lengths\":[3],\"outcomes\"")]
    [InlineData(true, null, "\"rewards\":[1],\"outcomes\"")]
    [InlineData(false, 3, "\"rewards\":[1],\"outcomes\"")]
    public void Write_Lengths_AreThereWhereAskedForAndKnown(bool asked, int? length, string expected)
    {
        using var writer = new OutcomeWriter();
        var row = Row("a", new Route("t", [], 0, ""), [1], null, [new CompletionOutcome(new RewardOutcome.Scored(1))], length);
        Assert.Contains(expected, Encoding.UTF8.GetString(writer.Write(row, withLengths: asked).Span), StringComparison.Ordinal);
    }

    private static ScoredGroup Row(string id, Route route, double?[] rewards, double?[]? advantages, CompletionOutcome[] outcomes, int? length = null) =>
        new(new RolloutGroup(new Query { Id = id, Prompt = [] }, [.. outcomes.Select(_ => new Completion("", length))]), route, [], outcomes, rewards)
        {
            Advantages = advantages is null ? null : new GroupAdvantages.ByCompletion(advantages),
        };

    // Every plane of Unicode and every control character, without surrogates that stand alone.
    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(20); length > 0; length--)
        {
            var limit = random.Next(4) switch { 0 => 0x20, 1 => 0x80, 2 => 0x3000, _ => 0x110000 };
            var code = random.Next(limit);
            text.Append(Rune.IsValid(code) ? new Rune(code).ToString() : "x");
        }

        return text.ToString();
    }

    private sealed class Tool(string id, string version) : IRewardTool
    {
        public ToolCard Card { get; } = new() { Id = id, Kind = ToolKind.Verifier, Description = "", Version = version };

        public ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
