using Rlar.Host.Reporting;

namespace Rlar.Host.Tests;

/// <summary>Tools under watch from the command line, and what a run does with those that were found wanting.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Watch_ToolThatSaysOneThing_IsQuarantinedAndScoreAsksItsFallback()
    {
        // exact-match says 0 of every answer, since each ends with a full stop; contains tells them apart.
        _rlar.Write("rows.jsonl", Enumerable.Range(0, 110).Select(i =>
            $$"""{"id":"r{{i}}","prompt":"p","reference":"{{i}}","task":"short","completions":["It is {{i}}.","It is x{{i + 1}}."]}"""));
        _rlar.Write("routes.json", """
            {"rules":[{"name":"short","tier":"hint","hints":["short"],"task":"short","use":[{"tool":"exact-match"},{"tool":"contains"}],"confidence":1,"why":"short"}]}
            """);
        var (code, output, error) = _rlar.Run(["score", "rows.jsonl", "-o", "scored.jsonl", "--routes", "routes.json", "--quiet"]);
        Assert.True(code == 0, output + error);
        Directory.CreateDirectory(_rlar.PathOf("tools"));

        (code, output, error) = _rlar.Run(["tools", "watch", "scored.jsonl", "--quarantine", "tools"]);
        Assert.True(code == 1, output + error);
        Assert.Contains("quarantine: exact-match: it said 0 of every completion of 100 groups in a row; contains takes its place", output, StringComparison.Ordinal);
        Assert.Contains("by line 1 of its history", error, StringComparison.Ordinal);
        Assert.Contains("quarantined", _rlar.Run(["tools", "history", "--library", "tools"]).Output, StringComparison.Ordinal);

        string[] again = ["score", "rows.jsonl", "-o", "again.jsonl", "--routes", "routes.json", "--library", "tools", "--quiet"];
        (code, output, error) = _rlar.Run(again);
        Assert.True(code == 0, output + error);
        Assert.All(_rlar.Lines("again.jsonl"), line =>
        {
            Assert.Contains("\"rewards\":[1,0]", line, StringComparison.Ordinal);
            Assert.Contains("exact-match is in quarantine, and contains takes its place", line, StringComparison.Ordinal);
        });
        var bytes = File.ReadAllBytes(_rlar.PathOf("again.jsonl"));
        again[3] = "more.jsonl";
        Assert.Equal(0, _rlar.Run([.. again, "--parallelism", "1"]).Code);
        Assert.Equal(bytes, File.ReadAllBytes(_rlar.PathOf("more.jsonl")));

        (code, output, error) = _rlar.Run(["tools", "release", "exact-match", "--reason", "stops are cut off", "--library", "tools"]);
        Assert.True(code == 0, output + error);
        again[3] = "released.jsonl";
        Assert.Equal(0, _rlar.Run(again).Code);
        Assert.Contains("\"rewards\":[0.5,0]", _rlar.Lines("released.jsonl")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Watch_WhatItCannotRead_SaysSo()
    {
        _rlar.Write("rows.jsonl", """{"id":"a","prompt":"p"}""");
        var (code, _, error) = _rlar.Run(["tools", "watch", "rows.jsonl"]);
        Assert.Equal(2, code);
        Assert.Contains("give the file that 'rlar score' wrote", error, StringComparison.Ordinal);
        (code, _, error) = _rlar.Run(["tools", "watch", "rows.jsonl", "--window", "1"]);
        Assert.Equal(2, code);
        Assert.Contains("between 10 and 100,000", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Scale_VerifierAndLength_MixByTheirWeights()
    {
        _rlar.Write("rows.jsonl", Enumerable.Range(0, 8).Select(i =>
            $$"""{"id":"r{{i}}","prompt":"p","reference":"{{i}}","task":"short","completions":["It is {{i}}.","It is not known."]}"""));
        _rlar.Write("routes.json", """
            {"rules":[{"name":"short","tier":"hint","hints":["short"],"task":"short","use":[{"tool":"token-f1"},{"tool":"contains"}],"confidence":1,"why":"short"}]}
            """);
        string[] score = ["score", "rows.jsonl", "-o", "scored.jsonl", "--routes", "routes.json", "--quiet"];
        Assert.Equal(0, _rlar.Run([.. score, "--ledger", "ledger.jsonl"]).Code);
        var (code, output, error) = _rlar.Run(["tools", "scale", "ledger.jsonl", "-o", "scales.json"]);
        Assert.True(code == 0, output + error);
        Assert.Contains("contains@", output, StringComparison.Ordinal);

        score[3] = "scaled.jsonl";
        (code, output, error) = _rlar.Run([.. score, "--common-scale", "scales.json"]);
        Assert.True(code == 0, output + error);
        // Half of the values of each tool are the low one, and half the high one.
        Assert.All(_rlar.Lines("scaled.jsonl"), line => Assert.Contains("\"rewards\":[0.75,0.25]", line, StringComparison.Ordinal));

        var changed = File.ReadAllText(_rlar.PathOf("scales.json"));
        File.WriteAllText(_rlar.PathOf("scales.json"), System.Text.RegularExpressions.Regex.Replace(changed, "\"version\":\"[^\"]*\"", "\"version\":\"old\""));
        score[3] = "other.jsonl";
        (code, _, error) = _rlar.Run([.. score, "--common-scale", "scales.json"]);
        Assert.Equal(2, code);
        Assert.Contains("fit it anew", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Critique_RewardOfAPhrase_IsNamed()
    {
        // contains looks for the reference, and this tool was told the wrong one.
        _rlar.Write("rows.jsonl", Enumerable.Range(0, 40).Select(i =>
            $$"""{"id":"r{{i}}","prompt":"Question {{i}}","right":[0,1],"reference":"thought process","completions":["Thought process: number {{i}}.","Number {{i}}, then."]}"""));
        var (code, output, error) = _rlar.Run(["score", "rows.jsonl", "-o", "scored.jsonl", "--tool", "contains", "--quiet"]);
        Assert.True(code == 0, output + error);
        File.WriteAllText(_rlar.PathOf("rows.jsonl"), File.ReadAllText(_rlar.PathOf("rows.jsonl")).Replace("\"reference\":\"thought process\",", "", StringComparison.Ordinal));
        (code, output, error) = _rlar.Run(["tools", "critique", "rows.jsonl", "scored.jsonl", "--labels", "right"]);
        Assert.True(code == 1, output + error);
        Assert.Contains("thought process", output, StringComparison.Ordinal);

        (code, _, error) = _rlar.Run(["tools", "critique", "rows.jsonl", "scored.jsonl", "--ask", "critic"]);
        Assert.Equal(2, code);
        Assert.Contains("--ask goes with --repair", error, StringComparison.Ordinal);
        (code, _, error) = _rlar.Run(["tools", "critique", "rows.jsonl", "scored.jsonl", "--repair", "synth/a", "--library", "tools", "--ask", "critic"]);
        Assert.Equal(2, code);
        Assert.Contains("no --model has that name", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Shown_NamesOfOthers_CannotMoveTheCursor() =>
        Assert.Equal("a\\u001b[2Jb\\u000ac\\u202ed é 漢", ScoutReportText.Shown("a\u001b[2Jb\nc\u202ed é 漢"));
}
