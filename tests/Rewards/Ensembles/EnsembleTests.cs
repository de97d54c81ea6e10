using Rlar.Rewards.Ensembles;

namespace Rlar.Rewards.Tests.Ensembles;

public sealed class EnsembleTests
{
    private static readonly ToolRegistry s_library = BuiltInTools.Registry.With([EnsembleTool.Definition(BuiltInTools.Registry)]);

    [Theory]
    [InlineData("mean", 0.75)]
    [InlineData("median", 1)]
    [InlineData("worst", 0)]
    public void Score_MembersDisagree_IsCombined(string combine, double expected)
    {
        var outcome = Run("Paris or so", ("members", "exact-match, contains, regex*2"), ("combine", combine));
        Assert.Equal(expected, outcome.Value, 9);
        Assert.Equal(Math.Sqrt(2.0 / 9), outcome.Parts!["disagreement"], 9);
        Assert.Equal(1, outcome.Parts["contains"]);
    }

    [Fact]
    public void Score_RightAnswer_IsTheMaximumWithoutDisagreement()
    {
        var outcome = Run("Paris", ("members", "exact-match, token-f1, chrf"));
        Assert.Equal((1, 0), (outcome.Value, outcome.Parts!["disagreement"]));
    }

    [Fact]
    public void Score_MemberWithoutReference_FollowsTheOption()
    {
        var query = ToolHarness.QueryOf();
        (string, string) members = ("members", """[{"tool": "exact-match"}, {"tool": "json", "weight": 2}, {"tool": "json-schema", "set": {"schema": "{}"}}]""");
        Assert.IsType<RewardOutcome.Unscorable>(Outcome(query, "{}", members));
        var left = Assert.IsType<RewardOutcome.Scored>(Outcome(query, "{}", members, ("missing", "leave-out")));
        Assert.Equal((1, 1), (left.Value, left.Parts!["left-out"]));
    }

    [Theory]
    [InlineData("no-such-tool", "no tool 'no-such-tool'")]
    [InlineData("length-penalty", "is a shaper")]
    [InlineData("exact-match*-1", "a weight above 0")]
    [InlineData("exact-match*x", "write ID or ID*WEIGHT")]
    [InlineData("[{}]", "is not [{")]
    public void Create_BadMembers_AreRefused(string members, string message) =>
        Assert.Contains(message, Assert.Throws<ToolException>(() => Create(("members", members))).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_MembersSettings_AreInTheVersion() =>
        Assert.NotEqual(Create(("members", "contains")).Card.Version, Create(("members", """[{"tool": "contains", "set": {"max-words": 9}}]""")).Card.Version);

    [Fact]
    public void Score_NoMembers_SaysWhatToSet() =>
        Assert.Contains("set members", Assert.IsType<RewardOutcome.Unscorable>(Outcome(ToolHarness.QueryOf("a"), "a")).Reason, StringComparison.Ordinal);

    private static RewardOutcome.Scored Run(string completion, params (string Name, string Value)[] settings) =>
        Assert.IsType<RewardOutcome.Scored>(Outcome(ToolHarness.QueryOf("Paris"), completion, settings));

    private static IRewardTool Create(params (string Name, string Value)[] settings) => s_library.Create("ensemble", settings.ToDictionary(setting => setting.Name, setting => setting.Value));

    private static RewardOutcome Outcome(Query query, string completion, params (string Name, string Value)[] settings) =>
        Assert.Single(Create(settings).ScoreAsync(new RolloutGroup(query, [new Completion(completion)]), CancellationToken.None).AsTask().GetAwaiter().GetResult());
}
