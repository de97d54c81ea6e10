using System.Text.Json;
using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Tests.Pipeline;

public sealed class OutcomeKeysTests
{
    private static readonly ToolCard s_card = new() { Id = "mine", Kind = ToolKind.Verifier, Description = "Mine.", Version = "1" };

    [Fact]
    public void KeyOf_WhatAToolMayLookAt_MakesAnotherKey()
    {
        var all = new OutcomeKeys();
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
        var keys = others.Append(query).Select(other => all.KeyOf(s_card, other)).Append(all.KeyOf(s_card with { Version = "2" }, query)).ToArray();
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(all.KeyOf(s_card, query), all.KeyOf(s_card, query with { Id = "b" }));
        Assert.NotEqual(all.KeyOf(keys[0], "x"), all.KeyOf(keys[1], "x"));
        Assert.NotEqual(all.KeyOf(keys[0], "x"), all.KeyOf(keys[0], ""));
    }
}
