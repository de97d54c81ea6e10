using Rlar.Rewards.Tests.Sandbox;

namespace Rlar.Rewards.Tests.Attacks;

/// <summary>The attacks of <see cref="AttackTests"/> on the tools that run programs. Those of programs themselves are in Verifiers/Code.</summary>
public sealed class CodeAttackTests
{
    private const string Cases = """{"cases": [{"stdin": "", "stdout": "42"}]}""";

    [SandboxTheory]
    [InlineData("code/python", Cases)]
    [InlineData("code/python", """{"asserts": ["assert answer() == 42"]}""")]
    [InlineData("code/javascript", Cases)]
    [InlineData("code/bash", Cases)]
    [InlineData("code/c", Cases)]
    [InlineData("code/sql", """{"setup": "CREATE TABLE t(x); INSERT INTO t VALUES (42);", "query": "SELECT x FROM t"}""")]
    public async Task Score_Attack_IsNotTheMaximum(string id, string tests)
    {
        var attacks = AttackTests.Attacks("42").ToArray();
        var query = ToolHarness.QueryOf() with { Tests = ToolHarness.Json(tests) };
        var tool = BuiltInTools.Registry.Create(id, new Dictionary<string, string> { ["time"] = "1" });
        var outcomes = await tool.ScoreAsync(new RolloutGroup(query, [.. attacks.Select(attack => new Completion(attack.Completion))]), CancellationToken.None);
        Assert.Empty(attacks.Where((_, i) => outcomes[i] is not RewardOutcome.Scored { Value: < 1 }).Select(attack => attack.Name));
    }
}
