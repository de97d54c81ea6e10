using System.Text.Json;
using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Tests.Pipeline;

public sealed class OutcomeCacheTests
{
    private static readonly ToolCard s_card = new() { Id = "mine", Kind = ToolKind.Verifier, Description = "Mine.", Version = "1" };

    [Fact]
    public void KeyOf_WhatAToolMayLookAt_MakesAnotherKey()
    {
        var cache = new OutcomeCache(10, 1 << 20);
        var query = new Query { Id = "a", Prompt = [new Message("user", "p")], References = ["r"] };
        JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
        Query[] others =
        [
            query with { Prompt = [new Message("user", "q")] },
            query with { Prompt = [new Message("system", "p")] },
            query with { Prompt = [new Message("user", "p"), new Message("user", "p")] },
            query with { Prompt = [new Message("userp", "")] },
            query with { References = ["r", ""] },
            query with { References = [] },
            query with { Tests = Json("[1]") },
            query with { Constraints = Json("[1]") },
            query with { Metadata = Json("{}") },
        ];
        var keys = others.Append(query).Select(other => cache.KeyOf(s_card, other)).Append(cache.KeyOf(s_card with { Version = "2" }, query)).ToArray();
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(cache.KeyOf(s_card, query), cache.KeyOf(s_card, query with { Id = "b" }));
        Assert.NotEqual(cache.KeyOf(keys[0], "x"), cache.KeyOf(keys[1], "x"));
        Assert.NotEqual(cache.KeyOf(keys[0], "x"), cache.KeyOf(keys[0], ""));
    }

    [Theory]
    [InlineData(5, 1 << 20, 5)]
    [InlineData(1000, 2000, 2)]
    [InlineData(0, 1 << 20, 0)]
    [InlineData(1000, 300, 0)]
    public void Add_BeyondTheBudget_MakesRoomFromTheOldest(int capacity, int bytes, int kept)
    {
        var cache = new OutcomeCache(capacity, bytes);
        for (var i = 0; i < 20; i++)
            cache.Add((UInt128)i, new RewardOutcome.Scored(i) { Reason = new string('x', 300) });
        Assert.Equal(kept, cache.Count);
        Assert.Equal(kept == 0 ? null : 19, (cache.Find(19) as RewardOutcome.Scored)?.Value);
        Assert.Null(cache.Find(0));
    }
}
