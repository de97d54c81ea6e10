using Rlar.Agents.Drafts;
using Rlar.Agents.Templates;

namespace Rlar.Agents.Tests.Templates;

public sealed class TemplateMakerTests
{
    private static readonly TemplateMaker s_maker = new();

    [Fact]
    public void Define_Template_JudgesTheAnswerBehindTheThinking()
    {
        var values = Values(Draft("""{"template":"not_contains","slots":{"text":"maybe"}}"""), "<think>maybe</think>Yes.", "Maybe.", "<think>never closed", "");
        Assert.Equal([1, 0, 0, 0], values);
    }

    [Fact]
    public async Task Define_OneThatReadsTheReference_NeedsIt()
    {
        var tool = s_maker.Define(Draft("""{"template":"equals_reference","slots":{"ignore_case":true}}""")).Create();
        var without = await tool.ScoreAsync(new RolloutGroup(Query(), [new Completion("Paris")]), CancellationToken.None);
        Assert.IsType<RewardOutcome.Unscorable>(without[0]);
        var with = await tool.ScoreAsync(new RolloutGroup(Query("Paris"), [new Completion("PARIS")]), CancellationToken.None);
        Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(with[0]).Value);
    }

    [Fact]
    public void Define_AnotherTemplate_HasAnotherVersion()
    {
        var one = s_maker.Define(Draft("""{"template":"no_digits"}""")).DefaultCard();
        var other = s_maker.Define(Draft("""{"template":"has_digits"}""")).DefaultCard();
        Assert.Equal("synth/t", one.Id);
        Assert.NotEqual(one.Version, other.Version);
    }

    [Fact]
    public void Define_WhatIsNoTemplate_SaysWhere()
    {
        Assert.Contains("$.slots.min",
            Assert.Throws<DraftException>(() => s_maker.Define(Draft("""{"template":"word_count","slots":{"min":-1}}"""))).Message, StringComparison.Ordinal);
        Assert.Throws<DraftException>(() => s_maker.Define(Draft("{}") with { Form = DraftForm.Script }));
    }

    [Fact]
    public async Task Score_Miss_SaysWhichPart()
    {
        var tool = s_maker.Define(Draft("""{"template":"all_of","slots":{"parts":[{"template":"no_digits"},{"template":"single_line"}]}}""")).Create();
        var outcome = (await tool.ScoreAsync(new RolloutGroup(Query(), [new Completion("a\nb")]), CancellationToken.None))[0];
        Assert.Contains("single_line", Assert.IsType<RewardOutcome.Scored>(outcome).Reason, StringComparison.Ordinal);
    }

    private static double[] Values(ToolDraft draft, params string[] completions) =>
        [.. s_maker.Define(draft).Create().ScoreAsync(new RolloutGroup(Query(), [.. completions.Select(text => new Completion(text))]), CancellationToken.None)
            .AsTask().GetAwaiter().GetResult().Select(outcome => Assert.IsType<RewardOutcome.Scored>(outcome).Value)];

    private static Query Query(params string[] references) => new() { Id = "q", Prompt = [new Message("user", "?")], References = references };

    private static ToolDraft Draft(string content) => new()
    {
        Name = "t",
        Task = "format",
        Description = "d",
        Form = DraftForm.Template,
        Content = content,
        Provenance = new Provenance("user", null, null, []),
    };
}
