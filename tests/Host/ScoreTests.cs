using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Rlar.Host.Tests;

public sealed class ScoreTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Score_RowsOfSeveralForms_WritesRewardsAndAdvantagesInOrder()
    {
        _rlar.Write(
            "in.jsonl",
            """{"id":"a","prompt":"2+2?","reference":"4","completions":["4","5","The answer is 4"]}""",
            """{"data_source":"openai/gsm8k","prompt":[{"role":"user","content":"2+2?"}],"reward_model":{"style":"rule","ground_truth":"4"},"responses":["#### 4","3"]}""",
            """{"id":"c","prompt":"Tell me a story","completions":["once","twice"]}""");
        var (code, _, error) = _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl"]);
        Assert.Equal(0, code);
        var rows = _rlar.Lines("out.jsonl").Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["a", "line-2", "c"], rows.Select(row => row.GetProperty("id").GetString()));
        Assert.Equal("[1,0,1]", rows[0].GetProperty("rewards").GetRawText());
        Assert.Equal(0, rows[0].GetProperty("advantages").EnumerateArray().Sum(a => a.GetDouble()), 12);
        Assert.Equal("[1,0]", rows[1].GetProperty("rewards").GetRawText());
        Assert.Equal("[null,null]", rows[2].GetProperty("rewards").GetRawText());
        Assert.Equal("[null,null]", rows[2].GetProperty("advantages").GetRawText());
        Assert.Equal("unscorable", rows[2].GetProperty("outcomes")[0].GetProperty("status").GetString());
        Assert.Contains("3 groups, 7 completions: 5 scored, 2 unscorable, 0 failed", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_StandardStreamsAndGzip_GiveTheSameRows()
    {
        const string row = """{"id":"a","prompt":"2+2?","reference":"4","completions":["4","5"]}""";
        var (_, plain, _) = _rlar.Run(["score", "-", "-o", "-", "-q"], row + "\n");
        using (var file = new GZipStream(File.Create(_rlar.PathOf("in.jsonl.gz")), CompressionLevel.Fastest))
            file.Write(Encoding.UTF8.GetBytes(row));
        var (_, zipped, _) = _rlar.Run(["score", "in.jsonl.gz", "-o", "-", "-q"]);
        Assert.Equal(plain, zipped);
        Assert.Contains("\"rewards\":[1,0]", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_BadRow_StopsWithWhatWasScoredKeptOrSkipsAndSaysSo()
    {
        _rlar.Write("in.jsonl", Row(1), """{"id":"bad","prompt":"x","completions":5}""", Row(3));
        var (stopped, _, error) = _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl"]);
        Assert.Equal(2, stopped);
        Assert.Contains("in.jsonl:2: field 'completions'", error, StringComparison.Ordinal);
        Assert.Contains("1 row is kept in out.jsonl.part; mend the row and give --resume, or --restart.", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_rlar.PathOf("out.jsonl")));
        Assert.Single(_rlar.Lines("out.jsonl.part"));

        var (refused, _, hint) = _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl"]);
        Assert.Equal(2, refused);
        Assert.Contains("--resume", hint, StringComparison.Ordinal);

        var (skipped, _, warning) = _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "--on-error", "skip", "--restart"]);
        Assert.Equal(1, skipped);
        Assert.Contains("in.jsonl:2", warning, StringComparison.Ordinal);
        Assert.Equal(2, _rlar.Lines("out.jsonl").Length);
    }

    [Fact]
    public void Score_CompleteOutputResumed_SaysSoAndNoMore()
    {
        _rlar.Write("in.jsonl", Row(1));
        Assert.Equal(0, _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "-q"]).Code);
        var (code, _, error) = _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "--resume"]);
        Assert.Equal(0, code);
        Assert.Contains("nothing to do", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Score_KilledAndResumed_LosesAndRepeatsNothing()
    {
        const int rows = 24_000, attempts = 5;
        _rlar.Write("in.jsonl", Enumerable.Range(0, rows).Select(Row));
        Assert.Equal(0, _rlar.Run(["score", "in.jsonl", "-o", "whole.jsonl", "-q"]).Code);
        var size = new FileInfo(_rlar.PathOf("whole.jsonl")).Length;
        var kills = 0;
        for (var attempt = 0; attempt < attempts && !File.Exists(_rlar.PathOf("out.jsonl")); attempt++)
        {
            // Killed once it has written its next part, so that each run is stopped in the midst of the rows on any machine.
            using var process = _rlar.Start("score", "in.jsonl", "-o", "out.jsonl", "--resume", "-q", "--ledger", "ledger.jsonl");
            var part = new FileInfo(_rlar.PathOf("out.jsonl.part"));
            while (!process.WaitForExit(2))
            {
                part.Refresh();
                if (part.Exists && part.Length > size * attempt / (attempts + 2) + size / 20)
                {
                    process.Kill();
                    process.WaitForExit();
                    kills++;
                    break;
                }
            }
        }

        Assert.Equal(0, _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "--resume", "-q", "--ledger", "ledger.jsonl"]).Code);
        Assert.True(kills > 0, "the run ended before it could be killed");
        Assert.Equal(_rlar.Lines("whole.jsonl"), _rlar.Lines("out.jsonl"));
        var ledger = _rlar.Lines("ledger.jsonl").Select(line => JsonDocument.Parse(line).RootElement).Select(r => (r.GetProperty("row").GetInt64(), r.GetProperty("completion").GetInt32())).ToArray();
        Assert.Equal(2 * rows, ledger.Length);
        Assert.Equal(ledger.Length, ledger.Distinct().Count());
    }

    [Fact]
    public void Score_LineThatIsNoText_IsSkippedWhereAsked()
    {
        byte[] bad = [.. "{\"prompt\":\""u8, 0xFF, .. "\"}\n"u8];
        byte[] tooLong = [.. "{\"prompt\":\""u8, .. Enumerable.Repeat((byte)'x', 1200 << 10), .. "\"}\n"u8];
        byte[] Bytes(int i) => System.Text.Encoding.UTF8.GetBytes(Row(i) + "\n");
        File.WriteAllBytes(_rlar.PathOf("in.jsonl"), [.. Bytes(0), .. bad, .. Bytes(1), .. tooLong, .. Bytes(2)]);
        var (stopped, _, error) = _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "-q"]);
        Assert.Equal(2, stopped);
        Assert.Contains("in.jsonl:2", error, StringComparison.Ordinal);
        var (skipped, _, warning) = _rlar.Run(
            ["score", "in.jsonl", "-o", "out.jsonl", "-q", "--on-error", "skip", "--max-line-mb", "1", "--restart"]);
        Assert.Equal(1, skipped);
        Assert.Contains("in.jsonl:2", warning, StringComparison.Ordinal);
        Assert.Contains("in.jsonl:4", warning, StringComparison.Ordinal);
        Assert.Equal(3, _rlar.Lines("out.jsonl").Length);
    }

    [Fact]
    public void Ledger_OfSeveralRuns_OneResumed_KeepsTheOthers()
    {
        _rlar.Write("a.jsonl", Enumerable.Range(0, 6).Select(Row));
        _rlar.Write("b.jsonl", [.. Enumerable.Range(0, 2).Select(Row), "bad", .. Enumerable.Range(3, 3).Select(Row)]);
        Assert.Equal(0, _rlar.Run(["score", "a.jsonl", "-o", "a.out", "--ledger", "ledger", "-q"]).Code);
        var first = _rlar.Lines("ledger");
        Assert.Equal(2, _rlar.Run(["score", "b.jsonl", "-o", "b.out", "--ledger", "ledger", "-q"]).Code);
        _rlar.Write("b.jsonl", Enumerable.Range(0, 6).Select(Row));
        Assert.Equal(0, _rlar.Run(["score", "b.jsonl", "-o", "b.out", "--ledger", "ledger", "-q", "--resume"]).Code);
        Assert.Equal([.. first, .. first], _rlar.Lines("ledger"));
        Assert.False(File.Exists(_rlar.PathOf("b.out.part.ledger")));
    }

    [Fact]
    public void Ledger_AnotherRunWroteSince_IsRefused()
    {
        _rlar.Write("a.jsonl", Enumerable.Range(0, 6).Select(Row));
        _rlar.Write("b.jsonl", [Row(0), "bad"]);
        Assert.Equal(2, _rlar.Run(["score", "b.jsonl", "-o", "b.out", "--ledger", "ledger", "-q"]).Code);
        Assert.Equal(0, _rlar.Run(["score", "a.jsonl", "-o", "a.out", "--ledger", "ledger", "-q"]).Code);
        var both = _rlar.Lines("ledger");
        _rlar.Write("b.jsonl", [Row(0), Row(1)]);
        var (code, _, error) = _rlar.Run(["score", "b.jsonl", "-o", "b.out", "--ledger", "ledger", "-q", "--resume"]);
        Assert.NotEqual(0, code);
        Assert.Contains("another run", error, StringComparison.Ordinal);
        Assert.Equal(both, _rlar.Lines("ledger"));
    }

    [Theory]
    [InlineData("in.jsonl", "input or output")]
    [InlineData("o", "input or output")]
    [InlineData("o.part", "input or output")]
    [InlineData("-", "is a file")]
    [InlineData("notes.txt", "other than a ledger")]
    [InlineData("scored.jsonl", "other than a ledger")]
    [InlineData("/dev/full", "/dev/full")]
    public void Ledger_OfWhatIsNone_IsRefusedAndLeftAlone(string ledger, string message)
    {
        _rlar.Write("in.jsonl", [Row(0)]);
        _rlar.Write("notes.txt", ["dear diary"]);
        _rlar.Write("scored.jsonl", ["""{"row":1,"id":"a"}""", """{"row":2,"id":"b"}"""]);
        var before = new[] { "in.jsonl", "notes.txt", "scored.jsonl" }.Select(_rlar.Lines).ToArray();
        var (code, _, error) = _rlar.Run(["score", "in.jsonl", "-o", "o", "--ledger", ledger, "-q"]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Equal(before, new[] { "in.jsonl", "notes.txt", "scored.jsonl" }.Select(_rlar.Lines).ToArray());
    }

    [Theory]
    [InlineData("grpo-batch")]
    [InlineData("reinforce++")]
    public void Score_EstimatorOverTheWholeInput_EqualsTheAdvantagesCommand(string estimator)
    {
        _rlar.Write("in.jsonl", Enumerable.Range(0, 50).Select(Row));
        Assert.Equal(0, _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "-q", "--advantage", estimator]).Code);
        var (_, expected, _) = _rlar.Run(["advantages", "out.jsonl", "--estimator", estimator]);
        var scored = _rlar.Lines("out.jsonl").Select(line => JsonDocument.Parse(line).RootElement.GetProperty("advantages").GetRawText());
        Assert.Equal(expected.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("advantages").GetRawText()), scored);
        Assert.False(File.Exists(_rlar.PathOf("out.jsonl.rewards")));

        var (_, batches, _) = _rlar.Run(["score", "in.jsonl", "-o", "-", "-q", "--advantage", estimator, "--batch", "50"]);
        Assert.Equal(File.ReadAllText(_rlar.PathOf("out.jsonl")), batches);
    }

    [Theory]
    [InlineData(new[] { "score", "missing.jsonl", "-o", "o" }, "missing.jsonl")]
    [InlineData(new[] { "score", ".", "-o", "o" }, "empty.jsonl: the input is empty")]
    [InlineData(new[] { "score", "empty.jsonl", "-o", "o" }, "empty.jsonl")]
    [InlineData(new[] { "score", "binary", "-o", "o" }, "binary")]
    [InlineData(new[] { "score", "in.jsonl" }, "--output")]
    [InlineData(new[] { "score", "in.jsonl", "-o", "o", "--wrong" }, "--wrong")]
    [InlineData(new[] { "score", "in.jsonl", "-o", "o", "--advantage", "ppo" }, "ppo")]
    [InlineData(new[] { "score", "in.jsonl", "-o", "o", "--tool", "bleurt" }, "bleurt")]
    [InlineData(new[] { "score", "in.jsonl", "-o", "o", "--routes", "none.json" }, "none.json")]
    [InlineData(new[] { "score", "in.jsonl", "-o", "o", "--tool", "exact-match", "--routes", "none.json" }, "give one of them")]
    [InlineData(new[] { "score", "in.jsonl", "-o", "in.jsonl" }, "in.jsonl")]
    [InlineData(new[] { "tools", "show", "nothing" }, "tools list")]
    [InlineData(new[] { "nonsense" }, "nonsense")]
    public void Run_BadUsageOrInput_Exits2AndNamesIt(string[] arguments, string named)
    {
        _rlar.Write("in.jsonl", Row(1));
        _rlar.Write("empty.jsonl");
        File.WriteAllBytes(_rlar.PathOf("binary"), [0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 2, 10, 0]);
        var (code, _, error) = _rlar.Run(arguments);
        Assert.Equal(2, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static string Row(int i) =>
        $$"""{"id":"row-{{i}}","prompt":"What is {{i}} + 1?","reference":"{{i + 1}}","completions":["{{i + 1}}","{{(i % 3 == 0 ? i + 1 : i)}}"]}""";
}
