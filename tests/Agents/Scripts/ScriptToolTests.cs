using System.Text.Json;
using Rlar.Agents.Drafts;
using Rlar.Agents.Scripts;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Scripts;

/// <summary>Whole scripts in workers: those of ten tasks that another author wrote, and the tool that is made of one.</summary>
[Collection(ScriptMachine.Name)]
public sealed class ScriptToolTests(ScriptMachine machine)
{
    [Fact]
    public async Task Score_ThirtyVerifiersOfTenTasks_JudgeEveryCaseRight()
    {
        ScriptMachine.Require();
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(SharedData.Repository, "tests/Agents/Scripts/Cases/good.jsonl")))
        {
            var row = JsonDocument.Parse(line).RootElement;
            var script = ScriptMachine.Compiled(row.GetProperty("code").GetString()!);
            var cases = Cases(row, "good", true).Concat(Cases(row, "bad", false)).ToArray();
            var verdicts = await Task.WhenAll(cases.Select(test => machine.Workers.ScoreAsync(
                new ScriptCalls(script, test.Prompt, test.Reference is null ? [] : [test.Reference], [], [test.Completion]), TestContext.Current.CancellationToken)));
            wrong.AddRange(cases.Where((test, i) => verdicts[i][0].Value != (test.IsRight ? 1 : 0)).Select(test => $"{row.GetProperty("id")}: {test}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Tool_OfADraft_ReadsTheAnswerAfterTheThinkingAndTakesTheBestReference()
    {
        ScriptMachine.Require();
        var tool = Tool(ScriptMachine.Score("return completion == reference ? 1 : data.TryGetValue(\"half\", out var half) && completion == half ? 0.5 : 0;"), DraftNeeds.Reference);
        var query = new Query { Id = "1", Prompt = [new Message("user", "?")], References = ["a", "b"], Metadata = JsonDocument.Parse("""{"half":"c","n":3}""").RootElement };
        var outcomes = await tool.ScoreAsync(
            new RolloutGroup(query, [new("<think>a</think>b"), new("<think>a"), new("c"), new("a"), new("d")]), TestContext.Current.CancellationToken);
        Assert.Equal([1, 0, 0.5, 1, 0], outcomes.Select(outcome => Assert.IsType<RewardOutcome.Scored>(outcome).Value));
        var none = await tool.ScoreAsync(new RolloutGroup(query with { References = [] }, [new("a")]), TestContext.Current.CancellationToken);
        Assert.IsType<RewardOutcome.Unscorable>(none[0]);
    }

    [Theory]
    [InlineData("return 0.0 / (completion.Length - completion.Length);")]
    [InlineData("return 1.0 / (completion.Length - completion.Length);")]
    [InlineData("return 1.5;")]
    [InlineData("return -0.001;")]
    [InlineData("throw new InvalidOperationException(\"no\");")]
    public async Task Tool_NoValueOfItsRange_FailsAndGivesNoNumber(string body)
    {
        ScriptMachine.Require();
        var outcomes = await Tool(ScriptMachine.Score(body)).ScoreAsync(
            new RolloutGroup(new Query { Id = "1", Prompt = [new Message("user", "?")] }, [new("a")]), TestContext.Current.CancellationToken);
        Assert.Equal("tool", Assert.IsType<RewardOutcome.Failed>(outcomes[0]).Boundary);
    }

    [Theory]
    [InlineData("dd.MM", "29.02", 1)]
    [InlineData("MM", "05", 1)]
    [InlineData("HH:mm", "12:30", 0.0001)]
    [InlineData("dd.MM.yyyy", "29.02.2023", 0)]
    public async Task Tool_DateWithoutAYear_IsReadInTheSameYearAlways(string form, string text, double expected)
    {
        ScriptMachine.Require();
        var tool = Tool(ScriptMachine.Score(
            $"return DateTime.TryParseExact(completion, \"{form}\", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) ? d.Year == 2000 ? 1 : d.Year / 10000.0 : 0;"));
        var outcomes = await tool.ScoreAsync(
            new RolloutGroup(new Query { Id = "1", Prompt = [new Message("user", "?")] }, [new(text)]), TestContext.Current.CancellationToken);
        Assert.Equal(expected, Assert.IsType<RewardOutcome.Scored>(outcomes[0]).Value);
    }

    [Fact]
    public void Define_Refused_SaysEveryReason()
    {
        var error = Assert.Throws<DraftException>(() => Tool(ScriptMachine.Score("Environment.Exit(1);\nreturn DateTime.Now.Second;")));
        Assert.Contains("line 3: RS00", error.Message, StringComparison.Ordinal);
        Assert.Contains("line 4: RS005", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Differences_SameValues_AreNone()
    {
        ScriptMachine.Require();
        var probes = Enumerable.Range(0, 4).Select(i => new Probe(new Query { Id = "1", Prompt = [new Message("user", "?")] }, new string('x', i), true)).ToArray();
        var script = ScriptMachine.Compiled(ScriptMachine.Score("return completion.Length / (double)completion.Length;"));
        Assert.Empty(await ScriptRepeats.DifferencesAsync(script, probes, new ScriptLimits(), TestContext.Current.CancellationToken));
    }

    private static IEnumerable<(string Prompt, string Completion, string? Reference, bool IsRight)> Cases(JsonElement row, string name, bool isRight) =>
        row.GetProperty(name).EnumerateArray().Select(test => (
            test.GetProperty("prompt").GetString()!, test.GetProperty("completion").GetString()!,
            test.TryGetProperty("reference", out var reference) ? reference.GetString() : null, isRight));

    private IRewardTool Tool(string source, DraftNeeds needs = DraftNeeds.None) => new ScriptMaker(machine.Workers).Define(new ToolDraft
    {
        Name = "tried",
        Task = "test",
        Description = "tried",
        Form = DraftForm.Script,
        Content = source,
        Needs = needs,
        Provenance = new Provenance("user", null, null, []),
    }).Create();
}
