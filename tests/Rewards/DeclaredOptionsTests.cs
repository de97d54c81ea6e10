using Rlar.Inference.Catalog;
using Rlar.Rewards.Models;
using Rlar.Tests;

namespace Rlar.Rewards.Tests;

/// <summary>The options that the built-in tools declare.</summary>
public sealed class DeclaredOptionsTests
{
    /// <summary>The options that a tool declares are those that its constructor asks for.</summary>
    [Fact]
    public async Task Create_EveryTool_AsksForWhatItDeclares()
    {
        await using var shelf = new ModelShelf(1);
        var models = new LocalModels(ModelCache.Open(Path.Combine(Path.GetTempPath(), "rlar-no-models")), shelf);
        foreach (var definition in ModelFamilies.AddTo(BuiltInTools.Registry, models, []).Definitions)
            AssertAsksForAll(definition, []);
    }

    /// <summary>The same of the tools over models; how a judge is asked decides which options it has.</summary>
    [Theory]
    [InlineData("minimind2-small/MiniMind2-Small.F16.gguf", "judge,sar/*,flr/*,implicit-prm/*,igpo/*")]
    [InlineData("bert-tiny-toxicity-int8/bert-tiny-toxicity.int8.onnx", "rm/*")]
    [InlineData("all-MiniLM-L6-v2-int8/model_quantized.onnx", "similarity/*")]
    public async Task Create_EveryToolOfAModel_AsksForWhatItDeclares(string model, string ids)
    {
        await using var shelf = new ModelShelf(1);
        var models = new LocalModels(ModelCache.Open(Path.Combine(Path.GetTempPath(), "rlar-no-models")), shelf);
        var file = Path.GetFullPath(SharedModels.Require(model));
        var registry = ModelFamilies.AddTo(BuiltInTools.Registry, models, [file]);
        foreach (var definition in ids.Split(',').Select(id => registry.Find(id.Replace("*", file, StringComparison.Ordinal))))
            AssertAsksForAll(definition, []);
        foreach (var mode in ids.Contains("judge", StringComparison.Ordinal) ? new[] { "score", "yes-no", "pairwise", "best-of-n", "reason" } : [])
            AssertAsksForAll(registry.Find("judge"), new() { ["mode"] = mode });
    }

    /// <summary>Makes a tool and fails where it leaves an option unasked for, which would be in its version and decide nothing.</summary>
    private static void AssertAsksForAll(ToolDefinition definition, Dictionary<string, string> given)
    {
        var settings = definition.Read(given);
        _ = definition.Make(definition.Draft, settings);
        Assert.True(!settings.Unasked.Any(), $"{definition.Draft.Id} never asks for {string.Join(", ", settings.Unasked)}");
    }
}
