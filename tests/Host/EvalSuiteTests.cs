using System.Text.Json;

namespace Rlar.Host.Tests;

/// <summary><c>rlar eval SUITE</c> in the real program.</summary>
public sealed class EvalSuiteTests
{
    private static readonly string[] s_rows =
    [
        """{"id":"a","subset":"one","input":"Say yes.","output_1":"Yes.","output_2":"No.","label":1}""",
        """{"id":"b","subset":"one","input":"Say no.","output_1":"Yes.","output_2":"No.","label":2}""",
        """{"id":"c","subset":"two","input":"Say yes.","output_1":"No.","output_2":"Yes. Yes.","label":2}""",
    ];

    [Fact]
    public void EvalSuite_TwoTools_FiguresAndEveryRowWhereTheyDiffer()
    {
        using var rlar = new RlarProcess();
        rlar.Write("data.jsonl", s_rows);
        string[] command =
        [
            "eval", "llmbar", "data.jsonl", "-o", "out", "--tool", "regex", "--set", "pattern=^Yes", "--against", "regex", "--set-against", "pattern=^No", "--json", "-q",
        ];

        var run = rlar.Run(command);
        Assert.Equal((0, ""), (run.Code, run.Error));
        using var summary = JsonDocument.Parse(run.Output);
        var figures = summary.RootElement.GetProperty("figures").EnumerateArray().ToDictionary(figure => figure.GetProperty("name").GetString()!);
        Assert.Equal(2.0 / 3, figures["accuracy"].GetProperty("value").GetDouble(), 12);
        Assert.Equal(1.0 / 3, figures["accuracy"].GetProperty("other").GetDouble(), 12);
        Assert.Equal(0.5, figures["one"].GetProperty("value").GetDouble());
        Assert.Equal(3, rlar.Lines("out/differences.jsonl").Length);
        Assert.Equal(3, rlar.Lines("out/scored.jsonl").Length);

        // What is scored is not scored again, and the figures are the same.
        var written = File.GetLastWriteTimeUtc(rlar.PathOf("out/scored.jsonl"));
        Assert.Equal(run.Output, rlar.Run(command).Output);
        Assert.Equal(written, File.GetLastWriteTimeUtc(rlar.PathOf("out/scored.jsonl")));
    }

    [Fact]
    public void EvalSuite_AnswersWithoutAScore_AreInNoFigure()
    {
        using var rlar = new RlarProcess();
        rlar.Write("data.jsonl", s_rows);
        var run = rlar.Run(["eval", "llmbar", "data.jsonl", "-o", "out", "--tool", "exact-match", "-q"]);
        Assert.Equal(1, run.Code);
        Assert.Contains("3 rows are in no figure: exact-match@", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void EvalSuite_NoDataOrAnotherSuites_SaysWhatIsWanted()
    {
        using var rlar = new RlarProcess();
        rlar.Write("data.jsonl", s_rows);
        var none = rlar.Run(["eval", "rewardbench2", "-o", "out"]);
        Assert.Equal(2, none.Code);
        Assert.Contains("allenai/reward-bench-2", none.Error, StringComparison.Ordinal);
        var other = rlar.Run(["eval", "rm-bench", "data.jsonl", "-o", "out", "--tool", "length"]);
        Assert.Equal(2, other.Code);
        Assert.Contains("data.jsonl:1: field 'chosen'", other.Error, StringComparison.Ordinal);
    }
}
