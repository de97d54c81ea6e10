using Rlar.Agents.Planning;
using Rlar.Agents.Tests.Asking;

namespace Rlar.Agents.Tests.Planning;

public sealed class PlannerTests
{
    private static readonly Planner s_planner = new();

    [Theory]
    [InlineData("mathematics", PlanNeeds.Reference, "math")]
    [InlineData("code", PlanNeeds.Tests, "code/python")]
    [InlineData("translation", PlanNeeds.Reference, "chrf")]
    [InlineData("instruction following", PlanNeeds.Constraints, "ifeval")]
    [InlineData("question answering", PlanNeeds.Reference, "normalized-match")]
    [InlineData("something new", PlanNeeds.Prompt | PlanNeeds.Model, "rm")]
    public void Plan_TaskWithWhatItsFamilyNeeds_PutsTheBestUsableFirst(string label, PlanNeeds carries, string tool)
    {
        var plan = s_planner.Plan(new PlannedTask(label, "The answer must be correct.", carries));
        Assert.InRange(plan.Choices.Count, 3, 5);
        Assert.Equal(tool, plan.Choices[0].Tool);
        Assert.True(plan.Choices[0].IsUsable);
        Assert.All(plan.Choices, choice => Assert.NotEmpty(choice.Why));
        Assert.Equal(plan.Choices.OrderBy(choice => choice.IsUsable ? 0 : 1), plan.Choices);
    }

    [Fact]
    public void Plan_RowsThatCarryNothing_SaysWhatIsMissing()
    {
        var plan = s_planner.Plan(new PlannedTask("mathematics", "Solve it.", PlanNeeds.None));
        Assert.All(plan.Choices, choice => Assert.False(choice.IsUsable));
        Assert.Equal(PlanNeeds.Reference, plan.Choices[0].Missing);
    }

    [Fact]
    public void Plan_Description_IsCutIntoStepsWithRoutes()
    {
        var plan = s_planner.Plan(new PlannedTask(
            "mathematics", "The final answer must be correct. At most 80 words; no exclamation marks. The tone is friendly.",
                PlanNeeds.Reference | PlanNeeds.Prompt));
        Assert.Equal(
            [(RewardKind.Rule, "math"), (RewardKind.Rule, """{"template":"word_count","slots":{"max":80}}"""),
                (RewardKind.Rule, """{"template":"not_contains","slots":{"text":"!"}}"""),
                (RewardKind.Judge, "Does the answer keep this: The tone is friendly?")],
            plan.Steps.Select(step => (step.Kind, step.Route)));
        Assert.Equal("synth", plan.Choices[0].Tool);
    }

    [Fact]
    public async Task PlanAsync_GoodModel_WritesTheSteps()
    {
        using var client = new ScriptedChatClient((_, _) => """{"requirements":["At most 80 words","It explains the recipe"]}""");
        var plan = await new ModelPlanner(client).PlanAsync(new PlannedTask("cooking", "Explain the recipe and don't ramble past 80 words",
            PlanNeeds.Prompt), CancellationToken.None);
        Assert.Null(plan.Note);
        Assert.Equal(2, plan.Steps.Count);
        Assert.Equal(RewardKind.Rule, plan.Steps[0].Kind);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"requirements":[]}""")]
    [InlineData("""{"requirements":["At most 7 words"]}""")]
    [InlineData("""{"requirements":["Say 'buy now'"]}""")]
    public async Task PlanAsync_BadModel_LeavesTheRulesPlanWithANote(string reply)
    {
        using var client = new ScriptedChatClient((_, _) => reply);
        var plan = await new ModelPlanner(client).PlanAsync(new PlannedTask("cooking", "At most 80 words.", PlanNeeds.Prompt), CancellationToken.None);
        Assert.NotNull(plan.Note);
        Assert.Equal("rules", plan.Author);
        Assert.Single(plan.Steps);
    }
}
