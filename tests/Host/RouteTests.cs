using System.Text.Json;

namespace Rlar.Host.Tests;

/// <summary>rlar route, rows that carry their route, and rlar tools choose.</summary>
public sealed class RouteTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    [Fact]
    public void Route_Rows_AreScoredByTheRoutesThatWereWritten()
    {
        _rlar.Write(
            "rows.jsonl",
            """{"id":"a","n":1.50,"prompt":"How many? \u00e9","reference":"18","completions":["It is 18.","19"]}""",
            """{"id":"b","route":"A-B","prompt":"Write a poem.","completions":["x"]}""",
            """{"id":"c","tool":"exact-match","prompt":"p","reference":"x","completions":["x"]}""");
        var (code, output, error) = _rlar.Run(["route", "rows.jsonl", "-o", "routed.jsonl", "--json"]);
        Assert.Equal((0, ""), (code, error));
        var summary = JsonElement.Parse(output);
        Assert.Equal((3, 2), (summary.GetProperty("rows").GetInt32(), summary.GetProperty("routed").GetInt32()));

        var routed = _rlar.Lines("routed.jsonl");
        Assert.StartsWith("""{"id":"a","n":1.50,"prompt":"How many? \u00e9","reference":"18","completions":["It is 18.","19"],"route":{"task":"math",""", routed[0], StringComparison.Ordinal);
        Assert.Empty(JsonElement.Parse(routed[1]).GetProperty("route").GetProperty("tools").EnumerateArray());

        // What a person changes counts.
        _rlar.Write("changed.jsonl", routed[0].Replace("\"id\":\"math\"", "\"id\":\"exact-match\"", StringComparison.Ordinal));
        Assert.Equal(0, _rlar.Run(["score", "changed.jsonl", "-o", "scored.jsonl", "-q"]).Code);
        var scored = JsonElement.Parse(Assert.Single(_rlar.Lines("scored.jsonl")));
        Assert.Equal("exact-match", scored.GetProperty("route").GetProperty("tools")[0].GetProperty("id").GetString());
        Assert.Equal(0, scored.GetProperty("rewards")[0].GetDouble());
        Assert.Contains("exact-match is version", scored.GetProperty("route").GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("\"half\"")]
    public void Score_RouteWithAWeightThatIsNone_IsRefused(string weight)
    {
        _rlar.Write("rows.jsonl", $$"""{"id":"a","route":{"tools":[{"id":"exact-match","weight":{{weight}} }]},"prompt":"p","reference":"x","completions":["x"]}""");
        var (code, _, error) = _rlar.Run(["score", "rows.jsonl", "-o", "scored.jsonl", "-q"]);
        Assert.Equal(2, code);
        Assert.Contains("rows.jsonl:1: field 'route': the weight of the tool exact-match", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Route_Classify_DecidesWhereNoRuleDoes()
    {
        _rlar.Write(
            "translated.jsonl",
            """{"id":"t","prompt":"Put the sentence into plain German, please: the ferry leaves at nine.","reference":"Die Fähre fährt um neun.","completions":["x"]}""",
            """{"id":"j","prompt":"Tell me about your day, I am bored.","completions":["x"]}""");
        var (code, output, error) = _rlar.Run(["route", "translated.jsonl", "-o", "-", "--classify"]);
        Assert.True(code == 0, error);
        var dialogue = JsonElement.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1]).GetProperty("route");
        Assert.Empty(dialogue.GetProperty("tools").EnumerateArray());
        Assert.Contains("classifier", dialogue.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Contains("dialogue", dialogue.GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Route_Memory_DecidesWhereNoRuleDoes()
    {
        _rlar.Write(
            "known.jsonl",
            """{"tool":"length","prompt":"Write a poem about the sea.","completions":["x"]}""",
            """{"tool":"format/think","prompt":"Think first: is the sea blue?","completions":["x"]}""");
        _rlar.Write("rows.jsonl", """{"prompt":"Write a poem about the rain.","completions":["x y"]}""", """{"prompt":"p","reference":"18","completions":["18"]}""");
        var (code, output, _) = _rlar.Run(["score", "rows.jsonl", "-o", "-", "--memory", "known.jsonl", "--advantage", "none", "-q"]);
        Assert.Equal(0, code);
        var tools = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("route").GetProperty("tools")[0].GetProperty("id").GetString());
        Assert.Equal(["length", "math"], tools);
        Assert.Contains("no row has a route", _rlar.Run(["route", "rows.jsonl", "--memory", "rows.jsonl"]).Error, StringComparison.Ordinal);
        Assert.Contains("no --model has that name", _rlar.Run(["route", "rows.jsonl", "--ask", "gpt"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_LabelledRows_NamesTheBest()
    {
        _rlar.Write("rows.jsonl", Enumerable.Range(10, 40).Select(i => $$"""{"prompt":"p","reference":"{{i}}","completions":["It is {{i}}.","{{i}} or {{i + 1}}"],"labels":[1,0]}"""));
        var (code, output, _) = _rlar.Run(["tools", "choose", "rows.jsonl", "--among", "exact-match,numeric-match,contains"]);
        Assert.Equal(0, code);
        Assert.StartsWith("numeric-match", output, StringComparison.Ordinal);
        Assert.Contains("numeric-match is the best of these, after 8 of 40 rows.", output, StringComparison.Ordinal);

        var (same, tied, _) = _rlar.Run(["tools", "choose", "rows.jsonl", "--among", "math,numeric-match", "--json"]);
        Assert.Equal(1, same);
        Assert.Equal(JsonValueKind.Null, JsonElement.Parse(tied).GetProperty("best").ValueKind);
        Assert.Equal(2, JsonElement.Parse(tied).GetProperty("together").GetArrayLength());
        Assert.Contains("there is no column 'stars'", _rlar.Run(["tools", "choose", "rows.jsonl", "--among", "math,contains", "--labels", "stars"]).Error, StringComparison.Ordinal);
    }

    public void Dispose() => _rlar.Dispose();
}
