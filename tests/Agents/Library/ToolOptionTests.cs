using Rlar.Agents.BuiltIn;
using Rlar.Agents.Library;
using Rlar.Agents.Models;
using Rlar.Agents.Rewards;
using Rlar.Agents.Verifiers.Matching;
using Rlar.Inference.Models;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Library;

public sealed class ToolOptionTests
{
    private static readonly ToolOption<int> s_size = ToolOption.Integer("size", 3, "A size.", min: 1);
    private static readonly ToolOption<string> s_shape =
        ToolOption.Choice("shape", "flat", "A shape.", "flat", "round") with { Brings = shape => shape == "round" ? [s_size] : [] };

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

    [Fact]
    public void Get_OptionThatIsNotDeclared_Throws()
    {
        var undeclared = ExactMatch.Definition with { Options = [s_size] };
        Assert.Contains("does not declare", Assert.Throws<InvalidOperationException>(() => undeclared.Create(new Dictionary<string, string>())).Message);

        // Another option of the same name is not the one that was declared.
        var twin = ToolOption.Integer("size", 3, "A size.", min: 1);
        Assert.Throws<InvalidOperationException>(() => undeclared.Read(new Dictionary<string, string>()).Get(twin));
    }

    [Fact]
    public void Read_OptionThatAnotherBrings_IsThereWithItAlone()
    {
        var definition = ExactMatch.Definition with { Options = [s_shape] };
        Assert.Equal(4, definition.Read(new Dictionary<string, string> { ["shape"] = "round", ["size"] = "4" }).Get(s_size));
        var error = Assert.Throws<ToolException>(() => definition.Read(new Dictionary<string, string> { ["size"] = "4" }));
        Assert.Equal("Tool exact-match has no option 'size'; it has shape.", error.Message);
    }

    [Fact]
    public void Create_FactOfAnOption_DecidesTheVersion()
    {
        string VersionWith(string content)
        {
            var file = new ToolOption<string>("file", "x", "a file", "A file.", (_, _) => content) { Fact = ("file-text", text => text) };
            var definition = new ToolDefinition(ExactMatch.Definition.Draft, 1, [file], (card, _) => new Fake(card));
            return definition.Create(new Dictionary<string, string>()).Card.Version;
        }

        Assert.NotEqual(VersionWith("one"), VersionWith("other"));
    }

    /// <summary>Makes a tool and fails where it leaves an option unasked for, which would be in its version and decide nothing.</summary>
    private static void AssertAsksForAll(ToolDefinition definition, Dictionary<string, string> given)
    {
        var settings = definition.Read(given);
        _ = definition.Make(definition.Draft, settings);
        Assert.True(!settings.Unasked.Any(), $"{definition.Draft.Id} never asks for {string.Join(", ", settings.Unasked)}");
    }

    private sealed class Fake(ToolCard card) : CompletionTool(card)
    {
        protected override RewardOutcome Score(Query query, Completion completion) => new RewardOutcome.Scored(0);
    }
}
