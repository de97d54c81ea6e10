namespace Rlar.Abstractions.Tests;

/// <summary>How somebody adds a tool: a class, its definition, and a registry with it.</summary>
public sealed class OwnToolTests
{
    private static readonly ToolRegistry s_registry = new([SaysIt.Definition]);

    [Fact]
    public async Task Create_OwnTool_ScoresWithItsOption()
    {
        var tool = s_registry.Create("says-it", new Dictionary<string, string> { ["at-least"] = "2" });
        var said = await tool.ScoreAsync(
            new RolloutGroup(new Query { Id = "q", Prompt = [new Message("user", "Is it?")], References = ["yes"] }, [new Completion("yes, yes"), new Completion("yes")]), TestContext.Current.CancellationToken);
        Assert.Equal([1, 0], said.Select(outcome => Assert.IsType<RewardOutcome.Scored>(outcome).Value));
    }

    [Fact]
    public void Create_OwnToolWithABadOption_IsRefusedAsABuiltInOneIs()
    {
        string Refused(string name, string value) =>
            Assert.Throws<ToolException>(() => s_registry.Create("says-it", new Dictionary<string, string> { [name] = value })).Message;
        Assert.Equal("Tool says-it: option at-least takes a whole number between 1 and 9, not '0'.", Refused("at_least", "0"));
        Assert.Equal("Tool says-it has no option 'often'; it has at-least, thinking.", Refused("often", "2"));
    }

    private sealed class SaysIt(ToolCard card, int atLeast) : CompletionTool(card)
    {
        private static readonly ToolOption<int> s_atLeast = ToolOption.Integer("at-least", 1, "How often the reference must occur.", min: 1, max: 9);

        public static ToolDefinition Definition { get; } = new(
            new ToolCard
            {
                Id = "says-it",
                Kind = ToolKind.Verifier,
                Description = "1 where the reference occurs in the completion as often as at-least says.",
                Requires = [ToolRequirement.Reference],
            },
            Revision: 1,
            [s_atLeast],
            (card, settings) => new SaysIt(card, settings.Get(s_atLeast)));

        protected override RewardOutcome Score(Query query, Completion completion) =>
            new RewardOutcome.Scored(completion.Text.Split(query.References[0]).Length > atLeast ? 1 : 0);
    }
}
