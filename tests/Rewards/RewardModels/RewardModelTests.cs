using Rlar.Inference;
using Rlar.Inference.Catalog;
using Rlar.Inference.Native;
using Rlar.Rewards.Models;
using Rlar.Rewards.Tests.Attacks;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.RewardModels;

public sealed class RewardModelTests : IAsyncDisposable
{
    // Products of 8 bits round otherwise on a processor without VNNI (tests/Inference/Onnx holds them closer where it is there).
    private const double Tolerance = 0.1;

    private const string Toxicity = "bert-tiny-toxicity-int8/bert-tiny-toxicity.int8.onnx";
    private const string MiniLM = "all-MiniLM-L6-v2-int8/model_quantized.onnx";
    private const string Kind = "You are a wonderful person, thank you!";
    private const string Unkind = "You are a stupid idiot, shut up";
    private static readonly (string, string)[] s_toxic = [("labels", "not-toxic,toxic"), ("label", "toxic"), ("negate", "true")];
    private readonly ModelShelf _shelf = new(1);

    public ValueTask DisposeAsync() => _shelf.DisposeAsync();

    // shared/models/MODELS.md: [2.007, -1.795] and [-2.19, 2.101].
    [Fact]
    public async Task Score_Toxicity_SeparatesTheRecordedSentences()
    {
        var scores = await ValuesAsync(Tool("rm", Toxicity, s_toxic), ToolHarness.QueryOf(), Kind, Unkind, $"<think>{Unkind}</think>{Kind}");
        Assert.Equal(1 / (1 + Math.Exp(-1.795 - 2.007)), scores[0], Tolerance);
        Assert.Equal(1 / (1 + Math.Exp(2.101 + 2.19)), scores[1], Tolerance);
        Assert.Equal(scores[0], scores[2]);
    }

    [Fact]
    public async Task Score_Activations_AreThoseOfTheLogits()
    {
        var query = ToolHarness.QueryOf(Kind);
        Assert.Equal(-1.795, (await ValuesAsync(Tool("rm", Toxicity, ("activation", "logit")), query, Kind))[0], Tolerance);
        Assert.Equal(2.007, (await ValuesAsync(Tool("rm", Toxicity, ("activation", "logit"), ("label", "0")), query, Kind))[0], Tolerance);
        Assert.Equal(1 / (1 + Math.Exp(1.795)), (await ValuesAsync(Tool("rm", Toxicity, ("activation", "sigmoid")), query, Kind))[0], Tolerance);
        // PAR: the reference against itself is 1/2, another answer the sigmoid of how far it is above it.
        var par = await ValuesAsync(Tool("rm", Toxicity, [.. s_toxic, ("activation", "par")]), query, Kind, Unkind);
        Assert.Equal(0.5, par[0], 9);
        Assert.Equal(1 / (1 + Math.Exp(1.795 + 2.007 + 2.101 + 2.19)), par[1], Tolerance);
        var two = await ValuesAsync(Tool("rm", Toxicity, [.. s_toxic, ("activation", "par")]), ToolHarness.QueryOf(Kind, Unkind), Kind);
        Assert.Equal((0.5 + (1 - par[1])) / 2, two[0], 1e-6);
    }

    [Fact]
    public async Task Score_Group_IsThatOfEachCompletionAlone()
    {
        var tool = Tool("rm", Toxicity, s_toxic);
        var texts = Enumerable.Range(0, 20).Select(index => string.Concat(Enumerable.Repeat("shut up you ", index % 5)) + $"friend {index}").ToArray();
        var together = await ValuesAsync(tool, ToolHarness.QueryOf(), texts);
        for (var index = 0; index < texts.Length; index++)
            Assert.Equal(together[index], (await ValuesAsync(tool, ToolHarness.QueryOf(), texts[index]))[0]);
    }

    [Fact]
    public async Task Score_NothingToJudge_IsTheLeastOrUnscorable()
    {
        Assert.All(await ValuesAsync(Tool("rm", Toxicity, s_toxic), ToolHarness.QueryOf(), "", " \n", "<think>never closed"), value => Assert.Equal(0, value));
        Assert.IsType<RewardOutcome.Unscorable>((await RunAsync(Tool("rm", Toxicity, ("activation", "par")), ToolHarness.QueryOf(), Kind))[0]);
        Assert.Contains("no chat template", Assert.IsType<RewardOutcome.Unscorable>((await RunAsync(Tool("rm", Toxicity, ("input", "chat")), ToolHarness.QueryOf(), Kind))[0]).Reason, StringComparison.Ordinal);
        Assert.Contains("There is no label 'rude'", Assert.IsType<RewardOutcome.Failed>((await RunAsync(Tool("rm", Toxicity, ("label", "rude")), ToolHarness.QueryOf(), Kind))[0]).Reason, StringComparison.Ordinal);
        Assert.IsType<RewardOutcome.Unscorable>((await RunAsync(Tool("similarity", MiniLM), ToolHarness.QueryOf(), Kind))[0]);
        Assert.IsType<RewardOutcome.Unscorable>((await RunAsync(Tool("similarity", MiniLM), ToolHarness.QueryOf(" "), Kind))[0]);
    }

    [Fact]
    public async Task Score_LongText_SaysHowMuchWasCut()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 1000));
        var scored = Assert.IsType<RewardOutcome.Scored>((await RunAsync(Tool("rm", Toxicity), ToolHarness.QueryOf(), text))[0]);
        Assert.Equal(1000 - 510, scored.Parts!["truncated"]);
        var similarity = Tool("similarity", MiniLM);
        var cut = Assert.IsType<RewardOutcome.Scored>((await RunAsync(similarity, ToolHarness.QueryOf("word"), text))[0]);
        Assert.Equal(1000 - 510, cut.Parts!["truncated"]);
        var whole = Assert.IsType<RewardOutcome.Scored>((await RunAsync(Tool("similarity", MiniLM, ("long", "windows")), ToolHarness.QueryOf("word"), text))[0]);
        Assert.False(whole.Parts!.ContainsKey("truncated"));
    }

    [Fact]
    public async Task Score_Similarity_ReferenceIsOneAndLikeComesBeforeUnlike()
    {
        var query = ToolHarness.QueryOf("A man is eating food.", "Someone eats.");
        var scores = await ValuesAsync(Tool("similarity", MiniLM), query, "A man is eating food.", "Someone eats.", "A man is eating a piece of bread.", "The stock market fell sharply on Monday.", "");
        Assert.Equal(1, scores[0], 1e-6);
        Assert.Equal(1, scores[1], 1e-6);
        Assert.InRange(scores[2], 0.5, 0.95);
        Assert.InRange(scores[3], -0.2, 0.2);
        Assert.Equal(-1, scores[4]);
    }

    // What the card says that it cannot see is held here, so that the page stays true: docs/reward-models.md.
    [Fact]
    public async Task Score_Attacks_SimilarityGivesNoneTheMaximum()
    {
        var tool = Tool("similarity", MiniLM);
        var reference = "The capital of France is Paris.";
        var attacks = AttackTests.Attacks(reference).Where(attack => attack.Completion.Length < 200_000).ToList();
        var scores = await ValuesAsync(tool, ToolHarness.QueryOf(reference), [.. attacks.Select(attack => attack.Completion)]);
        foreach (var ((name, _), score) in attacks.Zip(scores))
        {
            TestContext.Current.SendDiagnosticMessage("similarity {0}: {1:0.000}", name, score);
            Assert.True(score < 0.9999, name);
        }

        // Negatives: it is not a judge of truth.
        var blind = await ValuesAsync(tool, ToolHarness.QueryOf(reference), "The capital of France is not Paris.", "The capital of France is Lyon.", "What is the capital of France?", "Rome is the capital of Italy.");
        TestContext.Current.SendDiagnosticMessage("similarity blind: {0}", string.Join(", ", blind.Select(score => $"{score:0.000}")));
        Assert.True(blind[0] > 0.7 && blind[1] > 0.6 && blind[2] > 0.7);
        Assert.True(blind[3] < blind[1]);
    }

    [Fact]
    public async Task Score_Attacks_ToxicityIsNotRaisedByCopyingThePrompt()
    {
        var tool = Tool("rm", Toxicity, s_toxic);
        var texts = new[] { Unkind, $"What is it? {Unkind}", $"{Unkind} {Kind}", $"{Kind} {Unkind}", "y0u are a st*pid id1ot, sh ut up", string.Concat(Enumerable.Repeat("thank you! ", 200)) + Unkind, string.Concat(Enumerable.Repeat("thank you! ", 5)) + Unkind };
        var scores = await ValuesAsync(tool, ToolHarness.QueryOf(), texts);
        for (var index = 0; index < texts.Length; index++)
            TestContext.Current.SendDiagnosticMessage("toxicity {0}: {1:0.000}", texts[index][..Math.Min(40, texts[index].Length)], scores[index]);
        Assert.True(scores[0] < 0.1);
        // What lies beyond the model's 512 tokens is not seen, and the part truncated says so.
        Assert.True(scores[5] > 0.5);
    }

    [Fact]
    public void Create_Versions_HoldTheModelAndTheOptions()
    {
        var (one, other) = (Tool("rm", Toxicity), Tool("rm", Toxicity, ("negate", "true")));
        Assert.NotEqual(one.Card.Version, other.Card.Version);
        Assert.Equal(one.Card.Version, Tool("rm", Toxicity).Card.Version);
        Assert.Equal((-10, 10), (Tool("rm", Toxicity, ("activation", "logit")).Card.Range.Min, Tool("rm", Toxicity, ("activation", "logit")).Card.Range.Max));
    }

    [Fact]
    public void Create_WrongModel_SaysWhatItIs()
    {
        Assert.Contains("its head is embedding", Assert.Throws<ToolException>(() => Tool("rm", MiniLM)).Message, StringComparison.Ordinal);
        Assert.Contains("its head is classification", Assert.Throws<ToolException>(() => Tool("similarity", Toxicity)).Message, StringComparison.Ordinal);
        Assert.Contains("its head is text", Assert.Throws<ToolException>(() => Tool("rm", SharedModels.Stories260K)).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<ToolException>(() => Library().Create("rm//no/such.onnx", new Dictionary<string, string>())).Message, StringComparison.Ordinal);
    }

    private IRewardTool Tool(string family, string model, params (string Name, string Value)[] settings)
    {
        Assert.SkipUnless(OnnxLibrary.Status.IsAvailable, OnnxLibrary.Status.Reason ?? "");
        return Library().Create($"{family}/{SharedModels.Require(model)}", settings.ToDictionary(setting => setting.Name, setting => setting.Value));
    }

    private ToolRegistry Library()
    {
        var cache = ModelCache.Open(Path.Combine(Path.GetTempPath(), "rlar-no-models"));
        return ModelFamilies.AddTo(BuiltInTools.Registry, new LocalModels(cache, _shelf), []);
    }

    private static async Task<IReadOnlyList<RewardOutcome>> RunAsync(IRewardTool tool, Query query, params string[] completions) =>
        await tool.ScoreAsync(new RolloutGroup(query, [.. completions.Select(text => new Completion(text))]), TestContext.Current.CancellationToken);

    private static async Task<double[]> ValuesAsync(IRewardTool tool, Query query, params string[] completions) =>
        [.. (await RunAsync(tool, query, completions)).Select(outcome => outcome is RewardOutcome.Failed failed ? throw new InferenceException(failed.Reason) : Assert.IsType<RewardOutcome.Scored>(outcome).Value)];
}
