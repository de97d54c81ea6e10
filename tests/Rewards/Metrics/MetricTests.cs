using Rlar.Rewards.Metrics;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Metrics;

public sealed class MetricTests
{
    [Theory]
    [InlineData("token-f1", "the quick brown fox")]
    [InlineData("edit-similarity", "the quick brown fox")]
    [InlineData("length", "the quick brown fox")]
    [InlineData("repetition", "the quick brown fox")]
    [InlineData("json", "{\"a\":1}")]
    [InlineData("format/boxed", "\\boxed{5}")]
    [InlineData("format/think", "<think>so</think>5")]
    public void Score_TheReferenceItself_IsTheMaximum(string tool, string reference) => Assert.Equal(1, ToolHarness.Score(tool, reference, reference));

    [Theory]
    [InlineData("token-f1")]
    [InlineData("edit-similarity")]
    [InlineData("length")]
    [InlineData("repetition")]
    [InlineData("json")]
    [InlineData("format/boxed")]
    [InlineData("format/think")]
    public void Score_Empty_IsTheMinimum(string tool)
    {
        Assert.Equal(0, ToolHarness.Score(tool, "x y z", ""));
        Assert.Equal(0, ToolHarness.Score(tool, "x y z", " \n"));
    }

    [Fact]
    public void TokenF1_OpenInstructCases_Agree()
    {
        foreach (var row in SharedData.Rows("open_instruct_verifier_cases.jsonl").Where(r => r.GetProperty("verifier").GetString() == "TokenF1"))
        {
            var label = row.GetProperty("label");
            string[] references = label.ValueKind == System.Text.Json.JsonValueKind.Array ? [.. label.EnumerateArray().Select(l => l.GetString()!)] : [label.GetString()!];
            var outcome = Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("token-f1", ToolHarness.QueryOf(references), row.GetProperty("prediction").GetString()!));
            Assert.True(Math.Abs(row.GetProperty("expected_score").GetDouble() - outcome.Value) < 1e-6, row.GetRawText());
        }
    }

    [Fact]
    public void TokenF1_Overlap_GivesItsParts()
    {
        var scored = Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("token-f1", ToolHarness.QueryOf("red blue green"), "red blue yellow white"));
        Assert.Equal(0.5, scored.Parts!["precision"]);
        Assert.Equal(2.0 / 3, scored.Parts["recall"]);
        Assert.Equal(4.0 / 7, scored.Value, 12);
    }

    [Theory]
    [InlineData("[THINK]", "a[/THINK]b", 1)]
    [InlineData("[THINK]", "a</think>b", 0)]
    [InlineData("[THINK]", "a[/THINK]b[/THINK]c", 0)]
    [InlineData("<seed:think>", "a</seed:think>b", 1)]
    [InlineData("<think>\n", "a</think>b", 1)]
    [InlineData("", "[THINK]a[/THINK]b", 0)]
    public void FormatThink_PromptWithAMark_GoesOnFromIt(string mark, string completion, double value)
    {
        var query = ToolHarness.QueryOf([]) with { Prompt = [new Message("user", "<|im_start|>assistant\n" + mark)] };
        Assert.Equal(value, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("format/think", query, completion)).Value);
    }

    [Fact]
    public void FormatThink_TrlCases_Agree()
    {
        var compared = 0;
        foreach (var row in SharedData.Rows("trl_reward_cases.jsonl").Where(r => r.GetProperty("function").GetString() == "think_format"))
        {
            Assert.Equal(row.GetProperty("expected").GetDouble(), ToolHarness.Score("format/think", "x", row.GetProperty("completion").GetString()!));
            compared++;
        }

        Assert.True(compared > 10);
    }

    /// <summary>Against the textbook table, over alphabets so small that everything collides, and across the 64-row blocks.</summary>
    [Fact]
    public void EditDistance_RandomTexts_EqualsTheTable()
    {
        var random = new Random(5);
        for (var i = 0; i < 400; i++)
        {
            var (a, b) = (Text(random, random.Next(0, 200)), Text(random, random.Next(0, 200)));
            Assert.Equal(Table(a, b), EditDistance.Between(a, b));
        }
    }

    [Fact]
    public void EditSimilarity_TenThousandBySameMany_IsQuick()
    {
        var random = new Random(6);
        var (a, b) = (Text(random, 10_000), Text(random, 10_000));
        var started = DateTime.UtcNow;
        ToolHarness.Score("edit-similarity", a, b);
        Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("{\"a\":1,\"b\":2}", 1)]
    [InlineData("```json\n{\"a\":1,\"b\":2}\n```", 1)]
    [InlineData("{\"a\":1}", 0)]
    [InlineData("{\"a\":1,\"b\":2,\"a\":3}", 0)]
    [InlineData("{\"a\":1,\"b\":2", 0)]
    [InlineData("[1,2]", 0)]
    [InlineData("Here: {\"a\":1,\"b\":2}", 0)]
    public void Json_RequiredKeys_AreLookedFor(string completion, double score)
    {
        Assert.Equal(score, ToolHarness.Score("json", "x", completion, ("required-keys", "a,b")));
        var query = ToolHarness.QueryOf() with { Metadata = ToolHarness.Json("""{"required_keys":["a","b"]}""") };
        Assert.Equal(score, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("json", query, completion)).Value);
    }

    [Fact]
    public void Length_Window_FallsInALine()
    {
        (string, string)[] window = [("min", "2"), ("max", "4")];
        Assert.Equal([0.5, 1, 1, 0.5, 0, 0], new[] { 1, 2, 4, 6, 8, 20 }.Select(n => ToolHarness.Score("length", "x", string.Join(' ', Enumerable.Repeat("w", n)), window)));
    }

    [Fact]
    public void RepetitionPenalty_TrlCases_Agree()
    {
        var compared = 0;
        foreach (var row in SharedData.Rows("trl_reward_cases.jsonl").Where(r => r.GetProperty("function").GetString() == "repetition_penalty"))
        {
            if (row.GetProperty("expected").ValueKind != System.Text.Json.JsonValueKind.Number)
                continue;
            var words = string.Join(' ', row.GetProperty("completion_ids").EnumerateArray().Select(id => $"w{id.GetInt32()}"));
            var config = row.GetProperty("config");
            Assert.Equal(
                row.GetProperty("expected").GetDouble(),
                ToolHarness.Score("repetition-penalty", "x", words, ("ngram", config.GetProperty("ngram_size").GetRawText()), ("max-penalty", config.GetProperty("max_penalty").GetRawText())),
                9);
            compared++;
        }

        Assert.True(compared >= 10);
    }

    [Fact]
    public async Task LengthPenalty_TrlSoftOverlongCases_Agree()
    {
        foreach (var row in SharedData.Rows("trl_reward_cases.jsonl").Where(r => r.GetProperty("function").GetString() == "soft_overlong"))
        {
            var config = row.GetProperty("config");
            var tool = BuiltInTools.Registry.Create(
                "length-penalty",
                new Dictionary<string, string> { ["max-length"] = config.GetProperty("max_completion_len").GetRawText(), ["buffer"] = config.GetProperty("soft_punish_cache").GetRawText() });
            var group = new RolloutGroup(ToolHarness.QueryOf(), [new Completion("x", row.GetProperty("completion_len").GetInt32())]);
            var outcome = Assert.Single(await tool.ScoreAsync(group, CancellationToken.None));
            Assert.Equal(row.GetProperty("expected").GetDouble(), Assert.IsType<RewardOutcome.Scored>(outcome).Value, 9);
        }
    }

    private static string Text(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(3))));

    private static int Table(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
