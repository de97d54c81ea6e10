using System.Text;
using Rlar.Agents.Routing;
using Rlar.Agents.Tests.Routing.Tiers;
using Rlar.Rewards.Tests;
using Rlar.Scoring.Rows;

namespace Rlar.Agents.Tests.Routing;

/// <summary>Routes that rows carry.</summary>
public sealed class WrittenRouteTests
{
    [Theory]
    [InlineData("""{"tools":[{"id":"math"}]}""", "math*1 1")]
    [InlineData("""{"task":"qa","tools":[{"id":"squad","version":"x","weight":2},{"id":"length"}],"confidence":0.25,"why":"w"}""", "squad*2 length*1 0.25")]
    [InlineData("\"{\\\"tools\\\":[{\\\"id\\\":\\\"math\\\"}]}\"", "math*1 1")]
    [InlineData("""{"tools":[]}""", "none")]
    [InlineData("""{"tools":[{"name":"math"}]}""", "none")]
    [InlineData("\"A-B\"", "none")]
    [InlineData("7", "none")]
    [InlineData("null", "none")]
    public void Parse_RouteColumn_IsReadWhereItIsARoute(string json, string expected)
    {
        var query = new RowParser().Parse(Encoding.UTF8.GetBytes($$"""{"prompt":"p","reference":"18","completion":"c","route":{{json}}}"""), 1, "rows").Query;
        var shown = query.Route is not { } route ? "none"
            : $"{string.Join(' ', route.Tools.Select(tool => $"{tool.Id}*{tool.Weight}"))} {route.Confidence ?? 1}";
        Assert.Equal(expected, shown);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("\"half\"")]
    [InlineData("null")]
    public void Parse_WeightThatIsNone_IsRefusedWithLineAndField(string weight)
    {
        var row = $$"""{"route":{"tools":[{"weight":{{weight}},"id":"math"}]},"prompt":"p","reference":"18","completion":"c"}""";
        var error = Assert.Throws<InputException>(() => new RowParser().Parse(Encoding.UTF8.GetBytes(row), 7, "rows"));
        Assert.StartsWith("rows:7: field 'route': the weight of the tool math", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Route_RowWithARoute_GoesByItAndNotByTheRules()
    {
        var route = Routed(new WrittenTool("exact-match", "", 3));
        Assert.Equal(("exact-match", 3.0), (route.Tools[0].Tool.Card.Id, route.Tools[0].Weight));
        Assert.Equal((0.5, "because; the row carries this route"), (route.Confidence, route.Why));
        Assert.Equal("squad", RouterFixture.Rules.Route(ToolHarness.QueryOf("18") with { Tool = "squad", Route = Written(new WrittenTool("math", "", 1)) }).Tools[0].Tool.Card.Id);
    }

    [Fact]
    public void Route_OtherVersion_IsSaid()
    {
        var math = RouterFixture.Library.Create("math").Card.Version;
        Assert.DoesNotContain("version", Routed(new WrittenTool("math", math, 1)).Why, StringComparison.Ordinal);
        Assert.Contains($"math is version {math} here, and abc in the row's route", Routed(new WrittenTool("math", "abc", 1)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Route_ToolThatThereIsNot_IsNone()
    {
        var route = Routed(new WrittenTool("judge//etc/passwd", "", 1));
        Assert.Empty(route.Tools);
        Assert.Contains("which this library does not have", route.Why, StringComparison.Ordinal);
    }

    /// <summary>A rule's options are part of its tool's version, and come back with it; so does its calibration.</summary>
    [Fact]
    public void Route_VersionOfARulesTool_HasTheRulesOptions()
    {
        var table = RouteTable.Parse(
            """
            {"rules":[{"name":"e","tier":"hint","hints":["e"],"task":"t","use":[{"tool":"contains","set":{"mode":"all"},"calibrate":[0,2]}],"confidence":1,"why":"w"}]}
            """u8.ToArray(),
            "test");
        var router = new Router(RouterFixture.Library, table);
        var ruled = router.Route(ToolHarness.QueryOf("a") with { TaskHints = ["e"] }).Tools[0];
        var written = new WrittenRoute("t", [new WrittenTool("contains", ruled.Tool.Card.Version, 1)], null, "");
        Assert.Equal(ruled, Assert.Single(router.Route(ToolHarness.QueryOf("a") with { Route = written }).Tools));
    }

    private static Route Routed(WrittenTool tool) => RouterFixture.Rules.Route(ToolHarness.QueryOf("18") with { Route = Written(tool) });

    private static WrittenRoute Written(WrittenTool tool) => new("t", [tool], 0.5, "because");
}
