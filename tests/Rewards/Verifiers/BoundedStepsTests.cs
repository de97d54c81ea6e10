using Rlar.Rewards.Verifiers.ToolCalls;

namespace Rlar.Rewards.Tests.Verifiers;

/// <summary>What an answer spends is its own low value; what the row spends alone is unscorable, whatever the answer.</summary>
public sealed class BoundedStepsTests
{
    [Fact]
    public void Citations_QuotationsByTheThousand_AreWrong()
    {
        var passages = string.Concat(Enumerable.Repeat("a b c d e f ", 10_000));
        var query = ToolHarness.QueryOf() with { Metadata = ToolHarness.Json($$"""{"passages": ["{{passages}}"]}""") };
        var few = Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("citations", query, string.Concat(Enumerable.Repeat("He says \"a b c d e f\" [1]. ", 100))));
        Assert.Equal(1, few.Value);
        var many = Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("citations", query, string.Concat(Enumerable.Repeat("He says \"a b c d e f\" [1]. ", 40_000))));
        Assert.Equal(0, many.Value);
        Assert.Contains("given up on this answer", many.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f(a=1)")]
    [InlineData("nothing")]
    [InlineData(null)]
    public void ToolCallExact_RowThatExpectsThousandsInAnyOrder_IsUnscorableForAll(string? completion)
    {
        var calls = $"[{string.Join(", ", Enumerable.Range(0, 5_000).Select(number => $"f(a={number})"))}]";
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("tool-call/exact", ToolHarness.QueryOf(calls), completion ?? calls));
        if (completion is null)
            Assert.Equal(1, ToolHarness.Score("tool-call/exact", calls, calls, ("order", "given")));
    }

    [Fact]
    public void ToolCallExact_ThousandCallsInAnotherOrder_ArePaired()
    {
        string Calls(IEnumerable<int> numbers) => $"[{string.Join(", ", numbers.Select(number => $"f(a={number})"))}]";
        Assert.Equal(1, ToolHarness.Score("tool-call/exact", Calls(Enumerable.Range(0, 300)), Calls(Enumerable.Range(0, 300).Reverse())));
        Assert.Equal(0, ToolHarness.Score("tool-call/exact", Calls(Enumerable.Range(0, 300)), Calls(Enumerable.Range(1, 300).Reverse())));
    }

    [Fact]
    public void CallPairing_TooMuchToLookAt_IsGivenUp()
    {
        Assert.Null(CallPairing.Best(1_000, 2_000_000, (_, _) => true));
        Assert.Empty(CallPairing.Best(1_000, 500_000, (_, _) => true)!);
        Assert.Equal(7, Assert.Single(CallPairing.Best(10, 100, (wanted, given) => wanted != 7 && wanted == given)!));
        // Each but the last fits two, so that every search goes through all before it.
        Assert.Empty(CallPairing.Best(500, 100, (wanted, given) => given == wanted || given == wanted + 1)!);
    }

    [Theory]
    [InlineData("greedy")]
    [InlineData("optimal")]
    public void ToolRl_CallsByTheThousand_AreTheLeastOrTheRowsOwn(string pairing)
    {
        string Layout(IEnumerable<int> numbers) =>
            $"<think>t</think>\n<tool_call>\n{string.Join('\n', numbers.Select(number => $$$"""{"name": "f", "parameters": {"a": {{{number}}}}}"""))}\n</tool_call>";
        var one = Layout([1]);
        var hundred = Layout(Enumerable.Range(0, 100));
        var many = Layout(Enumerable.Range(0, 20_000));
        Assert.Equal(4, ToolHarness.Score("tool-call/toolrl", hundred, hundred, ("pairing", pairing)));
        Assert.InRange(ToolHarness.Score("tool-call/toolrl", one, many, ("pairing", pairing)), -2, 4);
        var given = Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("tool-call/toolrl", ToolHarness.QueryOf(hundred), many, ("pairing", pairing)));
        Assert.Equal(1 - 3, given.Value);
        Assert.Contains("given up", given.Reason, StringComparison.Ordinal);
        foreach (var answer in new[] { one, many, "nothing" })
            Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("tool-call/toolrl", ToolHarness.QueryOf(many), answer, ("pairing", pairing)));
    }
}
