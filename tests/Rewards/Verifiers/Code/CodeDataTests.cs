using System.Globalization;
using System.Text.Json;
using Rlar.Rewards.Tests.Sandbox;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Verifiers.Code;

/// <summary>code/python over the public sets, each with its own tests.</summary>
public sealed class CodeDataTests
{
    [SandboxFact]
    public async Task HumanEval_CanonicalSolutions_AllPassTheirOwnTests()
    {
        var rows = SharedData.Rows("humaneval.jsonl.gz");
        var outcomes = await ScoreAsync(rows, row => (QueryOf(row), row.GetProperty("canonical_solution").GetString()!));
        Assert.Equal(164, outcomes.Count);
        Assert.Empty(outcomes.Where(o => o.Outcome is not RewardOutcome.Scored { Value: 1 }).Select(o => $"{o.Row.GetProperty("task_id")}: {o.Outcome}"));
    }

    [SandboxFact]
    public async Task HumanEval_ChatAnswers_AllPassTheirOwnTests()
    {
        var rows = SharedData.Rows("humaneval.jsonl.gz");
        var outcomes = await ScoreAsync(rows, row => (QueryOf(row), $"Here it is:\n\n```python\n{row.GetProperty("prompt").GetString()}{row.GetProperty("canonical_solution").GetString()}```\n\nIt works."));
        Assert.Empty(outcomes.Where(o => o.Outcome is not RewardOutcome.Scored { Value: 1 }).Select(o => $"{o.Row.GetProperty("task_id")}: {o.Outcome}"));
    }

    [SandboxFact]
    public async Task HumanEvalPack_Programs_PassOrFailAsLabelled()
    {
        var rows = SharedData.Rows("humanevalpack_python_programs.jsonl.gz");
        var query = new Query { Id = "q", Prompt = [] };
        var outcomes = await ScoreAsync(rows, row => (query, row.GetProperty("program").GetString()!));
        Assert.Equal(328, outcomes.Count);
        Assert.Empty(outcomes
            .Where(o => o.Outcome is not RewardOutcome.Scored scored || scored.Value != (o.Row.GetProperty("label").GetBoolean() ? 1 : 0))
            .Select(o => $"{o.Row.GetProperty("id")}: {o.Outcome}"));
    }

    [SandboxFact]
    public async Task OpenInstruct_SandboxCases_GiveItsResults()
    {
        var pytest = await Machine.RunAsync("import pytest");
        Assert.SkipUnless(pytest.ExitStatus == 0, "the system's python3 has no pytest, which some of these programs import: install python3-pytest");
        var wrong = await Task.WhenAll(SharedData.Rows("sandbox_cases.jsonl.gz").Select(WhyWrongAsync));
        Assert.Equal(108, wrong.Length);
        Assert.Empty(wrong.OfType<string>());
    }

    private static async Task<string?> WhyWrongAsync(JsonElement row)
    {
        var time = row.TryGetProperty("max_execution_time", out var limit) && limit.ValueKind == JsonValueKind.Number ? limit.GetDouble() : 1;
        var tool = BuiltInTools.Registry.Create("code/python", new Dictionary<string, string>
        {
            ["score"] = "fraction",
            ["gate"] = "open-instruct",
            ["time"] = time.ToString(CultureInfo.InvariantCulture),
        });
        var query = new Query { Id = "q", Prompt = [], Tests = row.GetProperty("tests") };
        var outcome = (await tool.ScoreAsync(new RolloutGroup(query, [new Completion(row.GetProperty("program").GetString()!)]), CancellationToken.None))[0];
        var expected = row.TryGetProperty("expected_pass_rate", out var rate) ? rate.GetDouble() : row.GetProperty("expected_per_test").EnumerateArray().Average(e => e.GetInt32());
        return outcome is RewardOutcome.Scored scored && Math.Abs(scored.Value - expected) < 1e-9 ? null : $"{row.GetProperty("id")} expected {expected}: {outcome}";
    }

    private static Query QueryOf(JsonElement row) => new()
    {
        Id = "q",
        Prompt = [new Message("user", row.GetProperty("prompt").GetString()!)],
        Tests = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["check"] = row.GetProperty("test").GetString()!, ["entry_point"] = row.GetProperty("entry_point").GetString()! }),
    };

    private static async Task<IReadOnlyList<(JsonElement Row, RewardOutcome Outcome)>> ScoreAsync(IEnumerable<JsonElement> rows, Func<JsonElement, (Query Query, string Completion)> make)
    {
        var tool = BuiltInTools.Registry.Create("code/python", new Dictionary<string, string>());
        return await Task.WhenAll(rows.Select(async row =>
        {
            var (query, completion) = make(row);
            return (row, (await tool.ScoreAsync(new RolloutGroup(query, [new Completion(completion)]), CancellationToken.None))[0]);
        }));
    }
}
