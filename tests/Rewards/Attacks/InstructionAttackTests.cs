namespace Rlar.Rewards.Tests.Attacks;

/// <summary>The attacks of <see cref="AttackTests"/> on instructions. Form is all that is checked: an attack that has the form asked for follows them.</summary>
public sealed class InstructionAttackTests
{
    [Theory]
    [InlineData("detectable_format:title", "{}")]
    [InlineData("detectable_content:postscript", """{"postscript_marker": "P.S."}""")]
    [InlineData("keywords:existence", """{"keywords": ["lighthouse"]}""")]
    [InlineData("startend:quotation", "{}")]
    [InlineData("detectable_format:json_format", "{}", "a dot", "empty")]
    public async Task Score_Attack_IsNotFollowing(string instruction, string arguments, params string[] only)
    {
        var attacks = AttackTests.Attacks("Paris").Where(attack => only.Length == 0 || only.Contains(attack.Name)).ToArray();
        var query = ToolHarness.QueryOf() with { Constraints = ToolHarness.Json($$"""{"instruction_id_list": ["{{instruction}}"], "kwargs": [{{arguments}}]}""") };
        var tool = BuiltInTools.Registry.Create("ifeval", new Dictionary<string, string>());
        var outcomes = await tool.ScoreAsync(new RolloutGroup(query, [.. attacks.Select(attack => new Completion(attack.Completion))]), CancellationToken.None);
        Assert.Empty(attacks.Where((_, i) => outcomes[i] is not RewardOutcome.Scored { Value: 0 }).Select(attack => attack.Name));
    }
}
