using Rlar.Agents.Routing;
using Rlar.Rewards;
using Rlar.Rewards.Ensembles;
using Rlar.Rewards.Tests;
using Rlar.Rewards.Verifiers.Matching;

namespace Rlar.Agents.Tests.Routing;

/// <summary>Routes to tools that are not built in.</summary>
public sealed class RegistryRoutingTests
{
    private static readonly ToolRegistry s_library = BuiltInTools.Registry.With(
    [
        new ToolFamily("judge", new(["small"]), model => model is "small" or "other"
            ? ExactMatch.Definition with { Draft = ExactMatch.Definition.Draft with { Id = $"judge/{model}" } }
            : throw new ToolException($"there is no model '{model}'")),
    ]).With([EnsembleTool.Definition(BuiltInTools.Registry)]);

    // A row is data: it may not make RLAR look for files.
    [Theory]
    [InlineData("judge/small", true)]
    [InlineData("judge/other", false)]
    [InlineData("judge//etc/passwd", false)]
    public void Route_RowNamesAModel_OnlyThoseThatAreListed(string id, bool routed) =>
        Assert.Equal(routed, new Router(s_library, RouteTable.BuiltIn).Route(ToolHarness.QueryOf("x") with { Tool = id }).Tools.Count == 1);

    [Fact]
    public void Route_Ensemble_IsATool()
    {
        var table = RouteTable.Parse(
            """
            {"rules":[{"name":"e","tier":"hint","hints":["e"],"task":"t","use":[{"tool":"ensemble","set":{"members":"exact-match,token-f1","combine":"worst"}}],
            "confidence":1,"why":"w"}]}
            """u8.ToArray(),
            "test");
        Assert.Equal("ensemble", Assert.Single(new Router(s_library, table).Route(ToolHarness.QueryOf("a") with { TaskHints = ["e"] }).Tools).Tool.Card.Id);
    }
}
