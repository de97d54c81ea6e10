using System.Text.Json;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Native;
using Rlar.Inference.Templates;
using Rlar.Rewards.Judges;
using Rlar.Rewards.Likelihood;
using Rlar.Rewards.Models;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Likelihood;

/// <summary>Rewards from log-probabilities, held against each text computed alone, and against PyTorch's numbers.</summary>
public sealed class LikelihoodToolTests(TestModels models) : IClassFixture<TestModels>
{
    private const string Stories15M = "stories15M/stories15M.q8_0.gguf";
    private const string SmolLM2 = "smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";
    private const string Story = "Once upon a time, there was a little girl named";
    private static readonly string[] s_answers = [" Lily. She liked to play.", " Tim.\nHe was happy.\nHe ran home.", " zxq zxq zxq.", "Lily"];
    private static readonly (string Name, string Value) s_plain = ("template", "none");

    [Fact]
    public async Task Sar_Group_IsTheFormulaOfEachRowAlone()
    {
        var found = await TestModels.ScoreAsync(models.Tool("sar", SharedModels.Stories260K, s_plain), TestModels.Query(Story), s_answers);
        using var alone = await AloneAsync();
        for (var index = 0; index < s_answers.Length; index++)
        {
            var row = alone.Model.Row(Turns(Story), TurnRole.Assistant, "", s_answers[index]);
            var given = alone.Logps(row);
            var itself = alone.Logps(new TokenRow([1, .. row.Tokens.Skip(row.PromptLength)], 1));
            var (with, without) = (Math.Exp(-given.Average()), Math.Exp(-itself.Average()));
            Assert.Equal(Math.Clamp((without - with) / without, -1, 1), found[index].Value, 1e-5);
            Assert.Equal(given.Length, found[index].Parts!["tokens"]);
        }

        Assert.True(found[0].Value > found[2].Value);
    }

    [Fact]
    public async Task Sar_EmptyAnswer_IsTheWorst() =>
        Assert.Equal(-1, (await TestModels.ScoreAsync(models.Tool("sar", SharedModels.Stories260K, s_plain), TestModels.Query(Story), ""))[0].Value);

    [Fact]
    public async Task Flr_Group_IsTheMeansDifferenceOfEachRowAlone()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{"positive": ["Thank you.", "She was happy."], "negative": ["No."]}""", TestContext.Current.CancellationToken);
        var found = await TestModels.ScoreAsync(models.Tool("flr", SharedModels.Stories260K, s_plain, ("follow-ups", file)), TestModels.Query(Story), s_answers);
        File.Delete(file);
        using var alone = await AloneAsync();
        for (var index = 0; index < s_answers.Length; index++)
        {
            ChatTurn[] turns = [.. Turns(Story), new(TurnRole.Assistant, s_answers[index])];
            double Mean(string text) => alone.Logps(alone.Model.Row(turns, TurnRole.User, "", text)).Average();
            Assert.Equal(((Mean("Thank you.") + Mean("She was happy.")) / 2) - Mean("No."), found[index].Value, 1e-5);
        }
    }

    [Fact]
    public async Task ImplicitPrm_Pair_IsBetaTimesTheSum_AndStepsAddUp()
    {
        var reference = TestModels.Require("stories15M/stories15M.q8_0.gguf");
        var other = await TestModels.RunAsync(models.Tool("implicit-prm", SharedModels.Stories260K, s_plain, ("reference-model", reference)), TestModels.Query(Story), s_answers);
        Assert.All(other, outcome => Assert.Contains("one vocabulary", Assert.IsType<RewardOutcome.Failed>(outcome).Reason, StringComparison.Ordinal));

        var itself = await TestModels.ScoreAsync(models.Tool("implicit-prm", SharedModels.Stories260K, s_plain, ("reference-model", TestModels.Require(SharedModels.Stories260K))), TestModels.Query(Story), s_answers);
        Assert.All(itself, outcome => Assert.Equal(0, outcome.Value, 1e-9));
        Assert.Equal(3, itself[1].Parts!.Keys.Count(name => name.StartsWith("step-", StringComparison.Ordinal)));
        Assert.All(itself, outcome => Assert.Equal(outcome.Value, outcome.Parts!.Where(part => part.Key.StartsWith("step-", StringComparison.Ordinal)).Sum(part => part.Value), 1e-9));
    }

    [Fact]
    public async Task ImplicitPrm_WithoutReferenceModel_SaysWhatToSet() =>
        Assert.Contains("reference-model", Assert.IsType<RewardOutcome.Unscorable>((await TestModels.RunAsync(models.Tool("implicit-prm", SharedModels.Stories260K), TestModels.Query(Story), "a"))[0]).Reason, StringComparison.Ordinal);

    [Fact]
    public async Task Igpo_Steps_AreTheDifferencesOfTheReferencesProbability()
    {
        var completion = "She had a doll.\n\nThe doll was red.\n\nShe gave it to Tom.";
        var found = (await TestModels.ScoreAsync(models.Tool("igpo", SharedModels.Stories260K, s_plain, ("lead", "\n\nHer name was")), TestModels.Query(Story, " Lily", " Tom"), completion))[0];
        using var alone = await AloneAsync();
        string[] said = ["Her name was", "She had a doll.\n\nHer name was", "She had a doll.\n\nThe doll was red.\n\nHer name was", completion + "\n\nHer name was"];
        var chances = said.Select(text => new[] { " Lily", " Tom" }.Max(reference => Math.Exp(alone.Logps(alone.Model.Row(Turns(Story), TurnRole.Assistant, text, reference)).Average()))).ToArray();
        Assert.Equal(chances[^1] - chances[0], found.Value, 1e-5);
        Assert.Equal(chances[0], found.Parts!["before"], 1e-5);
        for (var step = 1; step < chances.Length; step++)
            Assert.Equal(chances[step] - chances[step - 1], found.Parts[$"step-{step}"], 1e-5);
    }

    [Fact]
    public async Task Igpo_AnswerSaid_IsGained()
    {
        var found = await TestModels.ScoreAsync(models.Tool("igpo", TestModels.Chat), TestModels.Query("What is the capital of France?", "Paris"), "The capital of France is Paris.", "I like bananas.");
        Assert.True(found[0].Value > found[1].Value);
    }

    // What a completion gets does not depend on its siblings, their order, their number, or how many rows are computed side by side.
    [Theory]
    [InlineData("sar", SharedModels.Stories260K)]
    [InlineData("flr", SharedModels.Stories260K)]
    [InlineData("igpo", SharedModels.Stories260K)]
    [InlineData("sar", Stories15M)]
    [InlineData("flr", Stories15M)]
    [InlineData("igpo", Stories15M)]
    [InlineData("implicit-prm", "tiny/tiny-llama.q8_0.gguf")]
    [InlineData("sar", TestModels.Chat)]
    [InlineData("flr", TestModels.Chat)]
    [InlineData("igpo", TestModels.Chat)]
    [InlineData("sar", SmolLM2)]
    [InlineData("flr", SmolLM2)]
    [InlineData("igpo", SmolLM2)]
    public async Task Score_AnyGroup_SameBits(string family, string model)
    {
        (string, string)[] settings = family == "implicit-prm" ? [s_plain, ("reference-model", TestModels.Require("tiny/tiny-llama.f16.gguf"))] : [s_plain];
        var query = TestModels.Query(Story, "Lily");
        var expected = new double[s_answers.Length];
        for (var index = 0; index < expected.Length; index++)
            expected[index] = (await TestModels.ScoreAsync(models.Tool(family, model, [("sequences", "1"), .. settings]), query, s_answers[index]))[0].Value;
        foreach (var sequences in new[] { "8", "32" })
        {
            var tool = models.Tool(family, model, [("sequences", sequences), .. settings]);
            Assert.Equal(expected, (await TestModels.ScoreAsync(tool, query, s_answers)).Select(outcome => outcome.Value));
            Assert.Equal(expected.Reverse(), (await TestModels.ScoreAsync(tool, query, [.. s_answers.Reverse()])).Select(outcome => outcome.Value));
            Assert.Equal(expected[1..3], (await TestModels.ScoreAsync(tool, query, s_answers[1..3])).Select(outcome => outcome.Value));
        }
    }

    [Fact]
    public void Versions_OfModelTools_HoldTheEngineAndTheProcessor()
    {
        var model = models.Models.Find(TestModels.Require(TestModels.Chat));
        ToolDefinition[] tools =
        [
            Judge.Define(model, "judge"), SelfAlignedReward.Define(model), FollowUpLikelihood.Define(model), InformationGain.Define(model),
            ImplicitProcessReward.Define(model, models.Models),
        ];
        Assert.All(tools, tool => Assert.Contains(LlamaLibrary.Origin!, tool.Facts.Single(fact => fact.Name == "model").Value(), StringComparison.Ordinal));
    }

    // No completion may choose to leave its group; a row whose prompt is too long has no value.
    [Fact]
    public async Task Score_TooLong_IsTheLowestAndALongPromptFails()
    {
        var tool = models.Tool("sar", SharedModels.Stories260K, s_plain, ("context", "128"));
        var found = await TestModels.ScoreAsync(tool, TestModels.Query(Story), " Lily.", string.Concat(Enumerable.Repeat("a b ", 200)), new string('x', 1_000_000));
        Assert.Null(found[0].Reason);
        Assert.Equal([-1, -1], found[1..].Select(outcome => outcome.Value));
        Assert.Contains("set context to more", found[1].Reason, StringComparison.Ordinal);
        Assert.Contains("1000047 characters", found[2].Reason, StringComparison.Ordinal);
        var failed = await TestModels.RunAsync(tool, TestModels.Query(string.Concat(Enumerable.Repeat("a b ", 200))), " Lily.");
        Assert.Contains("set context to more", Assert.IsType<RewardOutcome.Failed>(failed[0]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_NoChatTemplate_FailsAndSaysWhatToChoose() =>
        Assert.Contains("Choose one of", Assert.IsType<RewardOutcome.Failed>((await TestModels.RunAsync(models.Tool("sar", SharedModels.Stories260K), TestModels.Query(Story), "a"))[0]).Reason, StringComparison.Ordinal);

    // The formulas on float64 PyTorch's log-probabilities and on ours.
    [Fact]
    public void Formulas_GoldenSequences_AgreeWithPyTorch()
    {
        using var model = LlamaModel.Load(TestModels.Require("tiny/tiny-llama.f32.gguf"), new LlamaModelOptions(), null, TestContext.Current.CancellationToken);
        using var scorer = new LlamaLogprobs(model, new LlamaContextOptions { ContextTokens = 1024, Sequences = 8, Threads = 1 }.Exact());
        var row = SharedData.Rows("trainer_goldens_dev.jsonl.gz").First(row => row.GetProperty("model").GetString() == "tiny-llama.f32.gguf" && row.GetProperty("trained").GetString() == "full");
        var golden = row.GetProperty("expected").GetProperty("logps").Deserialize<double[][]>()!;
        var sequences = row.GetProperty("sequences").EnumerateArray().ToList();
        var ours = scorer.Score([.. sequences.Select(sequence => new TokenRow(sequence.GetProperty("tokens").Deserialize<int[]>()!, sequence.GetProperty("prompt_length").GetInt32()))], TestContext.Current.CancellationToken);
        for (var index = 0; index < ours.Count; index++)
        {
            var reference = sequences[index].GetProperty("ref_logps").Deserialize<double[]>()!;
            Assert.Equal(0.05 * golden[index].Zip(reference, (one, other) => one - other).Sum(), LikelihoodRewards.Implicit(ours[index], reference, 0.05), 1e-4);
            var (with, without) = (Math.Exp(-golden[index].Average()), Math.Exp(-reference.Average()));
            Assert.Equal(Math.Clamp((without - with) / without, -1, 1), LikelihoodRewards.SelfAligned(ours[index], reference), 1e-4);
        }
    }

    [Theory]
    [InlineData("newline", "a\nb\n\nc", new[] { "a\n", "b\n\n", "c" })]
    [InlineData("paragraph", "a\nb\n \n\nc\n", new[] { "a\nb\n \n\n", "c\n" })]
    [InlineData("none", "a\n\nb", new[] { "a\n\nb" })]
    [InlineData("newline", "\n\na", new[] { "\n\na" })]
    [InlineData("newline", "", new string[0])]
    public void Steps_AreCutAfterLineEnds(string steps, string text, string[] expected) =>
        Assert.Equal(expected, StepRule.Of(steps).Split(text));

    [Theory]
    [InlineData("""{"positive": [], "negative": ["a"]}""")]
    [InlineData("""{"positive": ["a"]}""")]
    [InlineData("[")]
    public void FollowUps_OfAnotherForm_AreRefused(string json) => Assert.Throws<ToolException>(() => FollowUps.Parse(json, "file"));

    private static ChatTurn[] Turns(string prompt) => [new(TurnRole.User, prompt)];

    private async Task<Alone> AloneAsync()
    {
        var opened = await models.OpenAsync(SharedModels.Stories260K, s_plain);
        return new Alone(opened, new LlamaLogprobs(opened.Scorer.Model, new LlamaContextOptions { ContextTokens = 1024 }));
    }

    private sealed record Alone(ScoringModel Model, LlamaLogprobs Scorer) : IDisposable
    {
        public void Dispose() => Scorer.Dispose();

        internal double[] Logps(TokenRow row) => Scorer.Score([row with { Borders = [] }], TestContext.Current.CancellationToken)[0];
    }
}
