using System.Text.Json;

namespace Rlar.Host.Tests.Scoring;

/// <summary>What the commands say of runs that would mislead, and their exit codes.</summary>
public sealed class MisleadingRunTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Score_OneCompletionARow_WarnsOnceAndGroupsByTheKey()
    {
        _rlar.Write("in.jsonl", Enumerable.Range(0, 8).Select(i => $$"""{"prompt":"What is {{i % 2}}+1?","reference":"{{(i % 2) + 1}}","completion":"{{1 + (i / 4)}}"}"""));
        var (code, _, error) = _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "-q"]);
        Assert.Equal(0, code);
        Assert.Contains("6 rows have the prompt of an earlier row: --group-by prompt.", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.All(_rlar.Lines("out.jsonl"), line => Assert.Contains("\"advantages\":[0]", line, StringComparison.Ordinal));

        (code, var json, error) = _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "--group-by", "prompt", "--json"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal("""{"groups":2,"of_one":0,"least":4,"median":4,"most":4}""", Compact(JsonDocument.Parse(json).RootElement.GetProperty("group_sizes")));
        Assert.All(_rlar.Lines("out.jsonl"), line => Assert.DoesNotContain("\"advantages\":[0]", line, StringComparison.Ordinal));

        Assert.Equal(2, _rlar.Run(["score", "in.jsonl", "-o", "-", "--group-by", "prompt"]).Code);
        Assert.Equal(2, _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "--group-by", "prompt", "--batch", "2"]).Code);
    }

    [Fact]
    public void Score_NothingScorable_ExitsWithOneAndSaysWhy()
    {
        _rlar.Write("in.jsonl", """{"id":"a","prompt":"Tell me a story","completions":["once","twice"]}""");
        var (code, _, error) = _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "-q"]);
        Assert.Equal(1, code);
        Assert.Contains("not one of 2 completions has a reward", error, StringComparison.Ordinal);
        Assert.Contains("2 unscorable, first in line 1 (row 'a'): no rule fits", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_RowsReadInPart_AreNamedWithTheColumn()
    {
        _rlar.Write("in.jsonl", Enumerable.Range(0, 3).Select(i => $$"""{"id":"{{i}}","task":"maths-2","prompt":"p","answer":"7","correct_choices":{"a":1},"completions":["8","9"]}"""));
        var (code, json, error) = _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "--json"]);
        Assert.Equal(0, code);
        var doubt = JsonDocument.Parse(json).RootElement.GetProperty("doubts")[0];
        Assert.Equal("all_lowest", doubt.GetProperty("kind").GetString());
        Assert.Equal("correct_choices", doubt.GetProperty("unread")[0].GetProperty("column").GetString());
        Assert.DoesNotContain("no rule knows", error, StringComparison.Ordinal); // a hint that has the word
        _rlar.Write("in.jsonl", """{"task":"xyzzy","prompt":"p","answer":"7","completions":["7","9"]}""");
        Assert.Contains("no rule knows the task 'xyzzy' (1, first in line 1", _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_AnotherSetting_ListsFlipsAndExitsWithOne()
    {
        _rlar.Write("in.jsonl", """{"id":"a","prompt":"p","reference":"50","completions":["50","50%","49"]}""");
        Assert.Equal(0, _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "--tool", "numeric-match", "--ledger", "l.jsonl", "-q"]).Code);
        string[] replay = ["replay", "l.jsonl", "--rows", "in.jsonl", "-q", "--with", "numeric-match"];
        var (code, output, _) = _rlar.Run(replay);
        Assert.Equal((0, "1 row, 3 verdicts compared: 0 are others, 0 failed"), (code, output.TrimEnd()));
        (code, output, _) = _rlar.Run([.. replay, "--set", "percent=lenient"]);
        Assert.Equal(1, code);
        Assert.StartsWith("line 1 (a), completion 1, numeric-match: 50%\n  then 0: read 50% (", output, StringComparison.Ordinal);
        Assert.Contains("1 is another", output, StringComparison.Ordinal);
        (code, output, _) = _rlar.Run([.. replay, "--set", "percent=lenient", "--json"]);
        var lines = output.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal((1, 2, 1), (code, lines.Length, lines[1].GetProperty("summary").GetProperty("flips").GetInt32()));
        Assert.Equal(0, lines[0].GetProperty("then").GetProperty("value").GetDouble());
    }

    [Fact]
    public void Replay_ToolThatTheRoutesDoNotAsk_IsNoSilentSuccess()
    {
        _rlar.Write("in.jsonl", """{"prompt":"p","reference":"50","completions":["50"]}""");
        _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "--tool", "contains", "--ledger", "l.jsonl", "-q"]);
        var (code, output, _) = _rlar.Run(["replay", "l.jsonl", "--rows", "in.jsonl", "-q"]);
        Assert.Equal(1, code);
        Assert.Contains("1 verdict of contains was not compared: today's tools for these rows are others; --with contains asks it", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ToolsCompare_TwoSettings_SaysHowFarTheyAgree()
    {
        _rlar.Write("in.jsonl", """{"reference":"50","completions":["50","50%","49","51"]}""");
        string[] compare = ["tools", "compare", "numeric-match", "numeric-match", "in.jsonl", "--set-b", "percent=lenient", "-q"];
        var (code, output, _) = _rlar.Run(compare);
        Assert.Equal(0, code);
        Assert.Contains("equal              0.7500", output, StringComparison.Ordinal);
        Assert.Contains("A 1 and B 0: 0; A 0 and B 1: 1", output, StringComparison.Ordinal);
        Assert.Contains("completion 1: 50%", output, StringComparison.Ordinal);
        var json = JsonDocument.Parse(_rlar.Run([.. compare, "--json"]).Output).RootElement;
        var (x, y) = (new[] { 0.75, -0.25, -0.25, -0.25 }, new[] { 0.5, 0.5, -0.5, -0.5 });
        var expected = 0.5 * Math.Sqrt(x.Zip(y, (a, b) => Math.Pow((a / Math.Sqrt(0.75)) - b, 2)).Sum());
        Assert.Equal(expected, json.GetProperty("starc").GetDouble(), 12);
        Assert.Equal(1, json.GetProperty("differences").GetArrayLength());
    }

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);
}
