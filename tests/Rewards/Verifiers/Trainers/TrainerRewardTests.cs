using System.Diagnostics;
using System.Text.Json;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Verifiers.Trainers;

public sealed class TrainerRewardTests
{
    // What each of TRL's functions is here, and what its arguments are called.
    private static readonly Dictionary<string, (string Tool, Dictionary<string, string> Options)> s_trl = new()
    {
        ["think_format"] = ("trl/think-format", []),
        ["accuracy"] = ("trl/accuracy", []),
        ["reasoning_accuracy"] = ("trl/reasoning-accuracy", new() { ["reasoning_delimiters"] = "delimiters" }),
        ["cosine_scaled"] = ("trl/cosine-scaled", new()
        {
            ["max_len"] = "max-len",
            ["min_value_wrong"] = "min-value-wrong",
            ["max_value_wrong"] = "max-value-wrong",
            ["min_value_correct"] = "min-value-correct",
            ["max_value_correct"] = "max-value-correct",
        }),
        ["soft_overlong"] = ("length-penalty", new() { ["max_completion_len"] = "max-length", ["soft_punish_cache"] = "buffer" }),
        ["repetition_penalty"] = ("repetition-penalty", new() { ["ngram_size"] = "ngram", ["max_penalty"] = "max-penalty" }),
    };

    [Fact]
    public void Score_TrlRewardCases_EveryRowIsAsTrlGivesIt()
    {
        var count = 0;
        foreach (var row in SharedData.Rows("trl_reward_cases.jsonl"))
        {
            count++;
            var (tool, names) = s_trl[row.GetProperty("function").GetString()!];
            var options = row.GetProperty("config").EnumerateObject().ToDictionary(option => names[option.Name], Value);
            if (row.GetProperty("expected").ValueKind == JsonValueKind.String)
            {
                Assert.Throws<ToolException>(() => BuiltInTools.Registry.Create(tool, options)); // "raises ValueError"
                continue;
            }

            var outcome = Run(tool, row, options);
            if (row.GetProperty("expected").ValueKind == JsonValueKind.Null)
                Assert.IsType<RewardOutcome.Unscorable>(outcome);
            else
                Assert.True(Math.Abs(row.GetProperty("expected").GetDouble() - Assert.IsType<RewardOutcome.Scored>(outcome).Value) < 1e-5, row.GetRawText());
        }

        Assert.Equal(63, count);
    }

    [Fact]
    public void Score_OpenInstructCases_AllButTheJudgeAndIfEval()
    {
        Dictionary<string, string> tools = new() { ["PuzzleMatcher"] = "open-instruct/puzzle", ["TokenF1"] = "open-instruct/string-f1", ["GSM8K"] = "open-instruct/gsm8k" };
        var left = new List<string>();
        foreach (var row in SharedData.Rows("open_instruct_verifier_cases.jsonl"))
        {
            if (!tools.TryGetValue(row.GetProperty("verifier").GetString()!, out var tool))
            {
                left.Add(row.GetProperty("id").GetString()!);
                continue;
            }

            var label = row.GetProperty("label");
            var references = label.ValueKind == JsonValueKind.Array ? label.EnumerateArray().Select(item => item.GetString()!).ToArray() : [label.GetString()!];
            var outcome = ToolHarness.Run(tool, ToolHarness.QueryOf(references), row.GetProperty("prediction").GetString()!);
            Assert.True(Math.Abs(row.GetProperty("expected_score").GetDouble() - Assert.IsType<RewardOutcome.Scored>(outcome).Value) < 1e-9, row.GetRawText());
        }

        Assert.Equal(["oi-IFEval-empty", "oi-LMJudge-retry"], left);
    }

    [Theory]
    [InlineData("#### 72", "72", "strict", 1)]
    [InlineData("so 48+24\n#### 1,072", "1072", "strict", 1)]
    [InlineData("#### 72.", "72", "strict", 0)] // verl keeps the full stop
    [InlineData("#### 70\n#### 72", "72", "strict", 1)]
    [InlineData("The answer is 72", "72", "strict", 0)]
    [InlineData("The answer is 72", "72", "flexible", 1)]
    [InlineData("The answer is 72 .", "72", "flexible", 1)]
    [InlineData("The answer is 1,072", "1072", "flexible", 0)] // verl keeps the comma
    [InlineData("none", "72", "flexible", 0)]
    [InlineData("#### 72", "Natalia sold 48+24\n#### 72", "strict", 1)]
    public void VerlGsm8k_Answer_AsVerl(string completion, string reference, string method, double value)
    {
        Assert.Equal(value, ToolHarness.Score("verl/gsm8k", reference, completion, ("method", method)));
        Assert.Equal(method == "strict" ? 0 : value, ToolHarness.Score("verl/gsm8k", reference, "#### 72" + new string('x', 300) + completion.Replace("#", "", StringComparison.Ordinal), ("method", method)));
    }

    [Theory]
    [InlineData("<answer>The Paris</answer>", "em", 1)]
    [InlineData("<answer>Rome</answer> <answer>paris.</answer>", "em", 1)]
    [InlineData("<answer>Paris, France</answer>", "em", 0)]
    [InlineData("<answer>Paris, France</answer>", "subem", 1)]
    [InlineData("Paris", "em", 0)]
    public void VerlSearchQa_Answer_AsVerl(string completion, string method, double value)
    {
        Assert.Equal(value, ToolHarness.Score("verl/search-qa", "Paris", completion, ("method", method)));
        var flood = string.Concat(Enumerable.Repeat("<answer>x</answer>", 11)) + completion;
        Assert.Equal(method == "em" ? value / 4 : value, ToolHarness.Score("verl/search-qa", "Paris", flood, ("method", method)), 12);
    }

    [Fact]
    public void OpenInstruct_Lengths_CountTokens()
    {
        double Length(string tool, int tokens) => Assert.IsType<RewardOutcome.Scored>(RunLength(tool, tokens)).Value;
        Assert.Equal(1, Length("open-instruct/max-length", 100));
        Assert.Equal(0.5, Length("open-instruct/max-length", 4196));
        Assert.Equal(1, Length("open-instruct/up-to-max-length", 10));
        Assert.Equal(0, Length("open-instruct/up-to-max-length", 1_000_000));
        Assert.IsType<RewardOutcome.Unscorable>(RunLength("open-instruct/max-length", null));
    }

    [Fact]
    public void Score_Hostile_IsLinear()
    {
        string[] attacks = [new('9', 10_000_000), string.Concat(Enumerable.Repeat("1,", 5_000_000)), string.Concat(Enumerable.Repeat("<answer>", 1_000_000)), string.Concat(Enumerable.Repeat("<think>", 1_000_000)), "<think></think>" + new string('\ud800', 5_000_000)];
        string[] tools = ["trl/think-format", "verl/gsm8k", "verl/search-qa", "open-instruct/puzzle", "open-instruct/string-matcher", "open-instruct/flan", "open-instruct/string-f1", "open-instruct/gsm8k"];
        foreach (var tool in tools)
        {
            foreach (var attack in attacks)
            {
                var watch = Stopwatch.StartNew();
                _ = ToolHarness.Score(tool, "72", attack);
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{tool} took {watch.Elapsed} for {attack[..7]}");
            }
        }
    }

    private static RewardOutcome RunLength(string tool, int? tokens) =>
        Run(BuiltInTools.Registry.Create(tool, new Dictionary<string, string>()), ToolHarness.QueryOf("100"), new Completion("x", tokens));

    private static RewardOutcome Run(string tool, JsonElement row, Dictionary<string, string> options)
    {
        // A completion carries no token ids here: where TRL takes ids, each stands as a word.
        var ids = row.GetProperty("completion_ids");
        var text = ids.ValueKind == JsonValueKind.Array ? string.Join(' ', ids.EnumerateArray().Select(id => id.GetRawText())) : row.GetProperty("completion").GetString() ?? "";
        int? length = row.GetProperty("completion_len").ValueKind == JsonValueKind.Number ? row.GetProperty("completion_len").GetInt32() : null;
        var query = row.GetProperty("solution").GetString() is { } solution ? ToolHarness.QueryOf(solution) : ToolHarness.QueryOf();
        return Run(BuiltInTools.Registry.Create(tool, options), query, new Completion(text, length));
    }

    private static RewardOutcome Run(IRewardTool tool, Query query, Completion completion) =>
        tool.ScoreAsync(new RolloutGroup(query, [completion]), CancellationToken.None).AsTask().GetAwaiter().GetResult()[0];

    private static string Value(JsonProperty option) => option.Value.ValueKind == JsonValueKind.Array
        ? string.Join(',', option.Value.EnumerateArray().Select(item => item.GetString()))
        : option.Value.GetRawText();
}
