using Rlar.Agents.Drafts;
using Rlar.Agents.Rubrics;
using Rlar.Agents.Tests.Asking;

namespace Rlar.Agents.Tests.Rubrics;

public sealed class RubricTests
{
    private const string Checks = """
        {"criteria":[{"name":"short","weight":3,"check":{"template":"word_count","slots":{"max":4}}},
        {"name":"polite","weight":1,"check":{"template":"contains","slots":{"text":"please"}}}]}
        """;

    private const string Asks = """
        {"criteria":[{"name":"short","weight":1,"check":{"template":"word_count","slots":{"max":4}}},
        {"name":"kind","weight":1,"question":"Is it kind?"}]}
        """;

    [Fact]
    public void Score_Checks_GiveTheWeightedShare()
    {
        var outcomes = Score(new RubricMaker(), Checks, "please go now", "go now", "please do go away now", "one two three four five", "<think>please");
        Assert.Equal([1, 0.75, 0.25, 0, 0], outcomes.Select(outcome => Assert.IsType<RewardOutcome.Scored>(outcome).Value));
        Assert.Equal(0, ((RewardOutcome.Scored)outcomes[1]).Parts!["polite"]);
    }

    [Fact]
    public void Define_QuestionWithoutAModel_IsRefused() => Assert.Throws<DraftException>(() => new RubricMaker().Define(Draft(Asks)));

    [Fact]
    public void Score_Question_IsAskedOfTheModel()
    {
        using var client = new ScriptedChatClient((_, user) =>
            $$"""{"meets":"{{(ScriptedChatClient.Between("answer", user).Contains("dear", StringComparison.Ordinal) ? "yes" : "no")}}"}""");
        var outcomes = Score(new RubricMaker(client), Asks, "my dear", "you there", "you there");
        Assert.Equal([1, 0.5, 0.5], outcomes.Select(outcome => Assert.IsType<RewardOutcome.Scored>(outcome).Value));
        Assert.Equal(2, client.Calls); // equal answers are judged once
    }

    [Fact]
    public void Score_ModelWithoutAVerdict_FailsAndNeverScores()
    {
        using var client = new ScriptedChatClient((_, _) => "I would say so");
        Assert.IsType<RewardOutcome.Failed>(Score(new RubricMaker(client), Asks, "my dear")[0]);
    }

    [Fact]
    public void Score_Adaptive_AsksAboutWhatTheModelWroteForTheGroup()
    {
        var asked = new List<string>();
        using var client = new ScriptedChatClient((_, user) =>
        {
            if (!user.Contains("<criterion>", StringComparison.Ordinal))
                return """{"questions":["Does it name a colour?","Does it name a colour?"]}""";
            asked.Add(ScriptedChatClient.Between("criterion", user));
            return $$"""{"meets":"{{(ScriptedChatClient.Between("answer", user).Contains("red", StringComparison.Ordinal) ? "yes" : "no")}}"}""";
        });
        var rubric = Checks.Replace("]}", "],\"adaptive\":5}", StringComparison.Ordinal).Trim();
        var outcomes = Score(new RubricMaker(client), rubric, "please red", "please");
        Assert.Equal([1, 0.8], outcomes.Select(outcome => Assert.IsType<RewardOutcome.Scored>(outcome).Value));
        Assert.All(asked, question => Assert.Equal("Does it name a colour?", question));
        Assert.Equal([1, 1], Score(new RubricMaker(), rubric, "please red", "please")
            .Select(outcome => Assert.IsType<RewardOutcome.Scored>(outcome).Value)); // no model: none
    }

    [Theory]
    [InlineData("{}", "$.criteria")]
    [InlineData("""{"criteria":[{"name":"A","weight":1,"question":"?"}]}""", "$.criteria[0].name")]
    [InlineData("""{"criteria":[{"name":"a","weight":0,"question":"?"}]}""", "$.criteria[0].weight")]
    [InlineData("""{"criteria":[{"name":"a","weight":1}]}""", "$.criteria[0]")]
    [InlineData("""{"criteria":[{"name":"a","weight":1,"check":{"template":"word_count","slots":{"max":-1}}}]}""", "$.criteria[0].check.slots.max")]
    [InlineData("""{"criteria":[{"name":"a","weight":1,"question":"?"},{"name":"a","weight":1,"question":"!"}]}""", "$.criteria")]
    [InlineData("""{"criteria":[{"name":"a","weight":1,"question":"?"}],"adaptive":6}""", "$.adaptive")]
    [InlineData("""{"criteria":[{"name":"a","weight":1,"question":"?","more":1}]}""", "$.criteria[0].more")]
    public void Parse_WhatIsNone_NamesThePlace(string json, string place) =>
        Assert.Equal(place, Assert.Throws<RubricException>(() => Rubric.Parse(json)).Place);

    private static IReadOnlyList<RewardOutcome> Score(RubricMaker maker, string content, params string[] completions) => maker.Define(Draft(content)).Create()
        .ScoreAsync(
            new RolloutGroup(new Query { Id = "q", Prompt = [new Message("user", "?")] }, [.. completions.Select(text => new Completion(text))]),
                CancellationToken.None)
        .AsTask().GetAwaiter().GetResult();

    private static ToolDraft Draft(string content) => new()
    {
        Name = "r",
        Task = "t",
        Description = "d",
        Form = DraftForm.Rubric,
        Content = content,
        Provenance = new Provenance("user", null, null, []),
    };
}
