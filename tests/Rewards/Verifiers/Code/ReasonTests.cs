using Rlar.Rewards.Tests.Sandbox;

namespace Rlar.Rewards.Tests.Verifiers.Code;

public sealed class ReasonTests
{
    [SandboxTheory]
    [InlineData("""{"asserts": ["assert f() == 1"]}""", "def f():\n    return object()")]
    [InlineData("""{"cases": [{"stdin": "", "stdout": "1"}]}""", "raise Exception(object())")]
    public void Score_ReasonWithAnObject_HasNoAddress(string tests, string program)
    {
        var query = ToolHarness.QueryOf() with { Tests = ToolHarness.Json(tests) };
        var outcome = Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("code/python", query, $"```python\n{program}\n```"));
        Assert.Equal(0, outcome.Value);
        Assert.Contains("object>", outcome.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("0x", outcome.Reason, StringComparison.Ordinal);
    }

    [SandboxFact]
    public void Score_ProgramThatDoesNotLoad_IsToldOnce()
    {
        var query = ToolHarness.QueryOf() with { Tests = ToolHarness.Json("""{"asserts": ["assert f() == 1", "assert f() == 2"]}""") };
        var outcome = Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("code/python", query, "```python\ndef f(\n```"));
        Assert.Equal(2, outcome.Reason!.Split("SyntaxError").Length);
    }
}
