using Rlar.Rewards.Ensembles;

namespace Rlar.Rewards.Tests.Ensembles;

public sealed class EscalationToolTests
{
    // A judge that says how unsure it is; the second rung of every ladder here.
    private static readonly ToolRegistry s_library = BuiltInTools.Registry.With(
    [
        Unsure("unsure", entropy: 1.5), Unsure("sure", entropy: 0.1), Unsure("split", disagreement: 0.4), EnsembleTool.Definition(BuiltInTools.Registry),
    ]);

    [Fact]
    public async Task Score_FirstToolSettles_NoOtherIsAsked()
    {
        var outcomes = await RunAsync(ToolHarness.QueryOf("18"), "numeric-match,unsure");
        Assert.Equal([1.0, 0.0], outcomes.Select(outcome => Assert.IsType<RewardOutcome.Scored>(outcome).Value));
        Assert.All(outcomes, outcome => Assert.Equal(2, ((RewardOutcome.Scored)outcome).Parts!["calls"]));
        Assert.StartsWith("by numeric-match", ((RewardOutcome.Scored)outcomes[0]).Reason, StringComparison.Ordinal);
    }

    /// <summary>What the row lacks costs no call; an unsure tool sends the whole group on.</summary>
    [Theory]
    [InlineData("numeric-match,unsure,sure", 2, 4)]
    [InlineData("numeric-match,sure", 2, 2)]
    [InlineData("split,sure", 2, 4)]
    public async Task Score_ToolDoesNotSettle_TheNextIsAsked(string rungs, int rung, int calls)
    {
        var outcomes = await RunAsync(ToolHarness.QueryOf("Paris"), rungs);
        var parts = Assert.IsType<RewardOutcome.Scored>(outcomes[0]).Parts!;
        Assert.Equal((rungs.Split(',').Length, calls), ((int)parts["rung"], (int)parts["calls"]));
        Assert.True(rung > 1);
    }

    [Fact]
    public async Task Score_NoneSettles_TheWholeGroupAbstains()
    {
        var outcomes = await RunAsync(ToolHarness.QueryOf("Paris"), "numeric-match,unsure");
        Assert.All(outcomes, outcome => Assert.Contains("abstains; numeric-match: the reference", Assert.IsType<RewardOutcome.Unscorable>(outcome).Reason, StringComparison.Ordinal));
        Assert.Contains("unsure: entropy 1.50 is above 1.00", ((RewardOutcome.Unscorable)outcomes[1]).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_Budget_IsNeverPassed()
    {
        var outcomes = await RunAsync(ToolHarness.QueryOf("18"), "unsure,sure", ("budget", "3"));
        Assert.Contains("sure would pass the budget of 3 calls", Assert.IsType<RewardOutcome.Unscorable>(outcomes[0]).Reason, StringComparison.Ordinal);
        Assert.IsType<RewardOutcome.Scored>((await RunAsync(ToolHarness.QueryOf("18"), "unsure,sure", ("budget", "4")))[0]);
        Assert.IsType<RewardOutcome.Scored>((await RunAsync(ToolHarness.QueryOf("18"), "unsure", ("entropy", "2")))[0]);
    }

    [Fact]
    public async Task Score_EnsembleThatDisagrees_GoesOn()
    {
        var rungs = """[{"tool":"ensemble","set":{"members":"exact-match,numeric-match"}},{"tool":"sure"}]""";
        var outcomes = await RunAsync(ToolHarness.QueryOf("18"), rungs, ("disagreement", "0.2"));
        Assert.Equal(2, Assert.IsType<RewardOutcome.Scored>(outcomes[0]).Parts!["rung"]);
    }

    [Fact]
    public void Card_Ladder_RequiresWhatOneOfItsToolsDoes()
    {
        var definition = EscalationTool.Definition(s_library);
        var card = definition.Create(new Dictionary<string, string> { ["rungs"] = "numeric-match,ifeval" }).Card;
        Assert.Null(card.Missing(ToolHarness.QueryOf("18")));
        Assert.Equal(
            "numeric-match: the row has no reference; ifeval: the row has no constraints, and its reference is none either", card.Missing(ToolHarness.QueryOf()));
        Assert.NotNull(definition.Create().Card.Missing(ToolHarness.QueryOf("18")));
        Assert.NotEqual(card.Version, definition.Create(new Dictionary<string, string> { ["rungs"] = "ifeval,numeric-match" }).Card.Version);
        Assert.Throws<ToolException>(() => definition.Create(new Dictionary<string, string> { ["rungs"] = "length-penalty" }));
    }

    private static async Task<IReadOnlyList<RewardOutcome>> RunAsync(Query query, string rungs, params (string Name, string Value)[] options)
    {
        var settings = options.Append(("rungs", rungs)).ToDictionary(option => option.Item1, option => option.Item2);
        var tool = EscalationTool.Definition(s_library).Create(settings);
        return await tool.ScoreAsync(new RolloutGroup(query, [new Completion("It is 18."), new Completion("It is 19.")]), CancellationToken.None);
    }

    private static ToolDefinition Unsure(string id, double? entropy = null, double? disagreement = null) => new(
        new ToolCard { Id = id, Kind = ToolKind.Judge, Description = "A half, and how unsure it is." }, 1, [], (card, _) => new Half(card, entropy, disagreement));

    private sealed class Half(ToolCard card, double? entropy, double? disagreement) : CompletionTool(card)
    {
        protected override RewardOutcome Score(Query query, Completion completion)
        {
            var parts = new Dictionary<string, double>();
            if (entropy is { } e)
                parts["entropy"] = e;
            if (disagreement is { } d)
                parts["disagreement"] = d;
            return new RewardOutcome.Scored(0.5) { Parts = parts };
        }
    }
}
