using Rlar.Inference.Catalog;
using Rlar.Inference.Native;
using Rlar.Rewards.Models;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Likelihood;

/// <summary>The library with a small local model, loaded once for a test class; tests skip where there is no engine or no model.</summary>
public sealed class TestModels : IAsyncDisposable
{
    /// <summary>A chat model of 26 million weights.</summary>
    internal const string Chat = "minimind2-small/MiniMind2-Small.F16.gguf";
    private readonly ModelShelf _shelf = new(1);

    internal LocalModels Models => new(ModelCache.Open(Path.Combine(Path.GetTempPath(), "rlar-no-models")), _shelf);

    public ValueTask DisposeAsync() => _shelf.DisposeAsync();

    internal static string Require(string model)
    {
        Assert.SkipUnless(LlamaLibrary.Status.IsAvailable, LlamaLibrary.Status.Reason ?? "");
        return Path.GetFullPath(SharedModels.Require(model));
    }

    internal ToolRegistry Library(string model) => ModelFamilies.AddTo(BuiltInTools.Registry, Models, [Require(model)]);

    internal IRewardTool Tool(string family, string model, params (string Name, string Value)[] settings) =>
        Library(model).Create(family == "judge" ? "judge" : $"{family}/{Require(model)}", settings.ToDictionary(setting => setting.Name, setting => setting.Value));

    internal async Task<ScoringModel> OpenAsync(string model, params (string Name, string Value)[] settings) =>
        await ScoringModel.OpenAsync(Models.Find(Require(model)), RunOf(settings), TestContext.Current.CancellationToken);

    internal static async Task<IReadOnlyList<RewardOutcome>> RunAsync(IRewardTool tool, Query query, params string[] completions) =>
        await tool.ScoreAsync(new RolloutGroup(query, [.. completions.Select(text => new Completion(text))]), TestContext.Current.CancellationToken);

    internal static async Task<RewardOutcome.Scored[]> ScoreAsync(IRewardTool tool, Query query, params string[] completions) =>
        [.. (await RunAsync(tool, query, completions)).Select(Assert.IsType<RewardOutcome.Scored>)];

    private static ModelToolOptions RunOf(IEnumerable<(string Name, string Value)> settings)
    {
        var options = ModelToolOptions.Declared;
        var given = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        return ModelToolOptions.Read(new ToolSettings("test", options, [], given));
    }

    internal static Query Query(string prompt, params string[] references) => new() { Id = "q", Prompt = [new Message("user", prompt)], References = references };
}
