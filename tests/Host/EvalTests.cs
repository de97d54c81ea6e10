using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Rlar.Host.Tests;

/// <summary><c>rlar eval mt</c> in the real program. The numbers are sacrebleu 2.6.0's for the same files.</summary>
public sealed class EvalTests
{
    private static readonly string[] s_system = ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."];
    private static readonly string[] s_first = ["The dog bit the man.", "It was not unexpected.", "The man bit him first."];
    private static readonly string[] s_second = ["The dog had bit the man.", "No one was surprised.", "The man had bitten the dog."];

    [Fact]
    public void EvalMt_TwoReferences_PrintsWhatSacrebleuPrints()
    {
        using var rlar = Files();
        var run = rlar.Run(["eval", "mt", "sys.txt", "ref1.txt", "ref2.txt"]);
        Assert.Equal(0, run.Code);
        Assert.Equal(
            [
                "BLEU|nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0+rlar = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18)",
                "chrF2|nrefs:2|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0+rlar = 59.73",
                "TER|nrefs:2|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0+rlar = 40.00",
            ],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void EvalMt_Json_HasFullNumbersFromGzipAndStandardInput()
    {
        using var rlar = Files();
        using (var gzip = new GZipStream(File.Create(rlar.PathOf("ref1.gz")), CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', s_first)));
        var run = rlar.Run(["eval", "mt", "-", "ref1.gz", "ref2.txt", "--metrics", "bleu", "--tokenize", "none", "--json"], string.Join('\n', s_system));
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(49.1919566, json.RootElement.GetProperty("score").GetDouble(), 6);
        Assert.Equal("stdin", json.RootElement.GetProperty("system").GetString());
        Assert.Contains("tok:none", json.RootElement.GetProperty("signature").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EvalMt_PairedBootstrap_ComparesWithTheBaseline()
    {
        using var rlar = Files();
        var run = rlar.Run(["eval", "mt", "ref1.txt", "ref1.txt", "--system", "sys.txt", "--paired-bs", "--paired-bs-n", "100", "--metrics", "chrf", "--json"]);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        using var baseline = JsonDocument.Parse(lines[0]);
        using var system = JsonDocument.Parse(lines[1]);
        Assert.Equal(100, baseline.RootElement.GetProperty("score").GetDouble());
        Assert.Equal(JsonValueKind.Null, baseline.RootElement.GetProperty("p_value").ValueKind);
        Assert.InRange(system.RootElement.GetProperty("p_value").GetDouble(), 0, 1);
        Assert.Contains("bs:100|seed:12345", system.RootElement.GetProperty("signature").GetString(), StringComparison.Ordinal);
        Assert.Equal(run.Output, rlar.Run(["eval", "mt", "ref1.txt", "ref1.txt", "--system", "sys.txt", "--paired-bs", "--paired-bs-n", "100", "--metrics", "chrf", "--json"]).Output);
    }

    [Fact]
    public void EvalMt_BlankLines_AreSegments()
    {
        using var rlar = Files();
        File.WriteAllText(rlar.PathOf("blank.txt"), "The dog bit the man.\n\n\n");
        Assert.Equal(0, rlar.Run(["eval", "mt", "blank.txt", "ref1.txt"]).Code);
    }

    [Fact]
    public void EvalMt_OtherNumberOfLines_IsRefusedWithFilesAndCounts()
    {
        using var rlar = Files();
        rlar.Write("short.txt", "one");
        var run = rlar.Run(["eval", "mt", "sys.txt", "ref1.txt", "short.txt"]);
        Assert.Equal(2, run.Code);
        Assert.Contains("sys.txt has 3 lines and short.txt 1", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--metrics", "blue", "blue")]
    [InlineData("--tokenize", "ja-mecab", "left out")]
    [InlineData("--smooth", "epx", "exp")]
    public void EvalMt_BadOption_IsRefusedWithTheReason(string option, string value, string named)
    {
        using var rlar = Files();
        var run = rlar.Run(["eval", "mt", "sys.txt", "ref1.txt", option, value]);
        Assert.Equal(2, run.Code);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ToolsRun_Rouge_GivesItsParts()
    {
        using var rlar = new RlarProcess();
        rlar.Write("rows.jsonl", """{"references":["the cat","testing one two"],"completions":["testing one",""]}""", """{"reference":"","completion":"x"}""");
        var lines = rlar.Run(["tools", "run", "rougeL", "rows.jsonl", "--set", "use_stemmer=true"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var first = JsonDocument.Parse(lines[0]);
        var outcome = first.RootElement.GetProperty("outcomes")[0];
        Assert.Equal(0.8, outcome.GetProperty("value").GetDouble(), 12);
        Assert.Equal(1, outcome.GetProperty("parts").GetProperty("precision").GetDouble());
        Assert.Equal(2 / 3.0, outcome.GetProperty("parts").GetProperty("recall").GetDouble(), 12);
        Assert.Contains("\"unscorable\"", lines[1], StringComparison.Ordinal);
    }

    private static RlarProcess Files()
    {
        var rlar = new RlarProcess();
        rlar.Write("sys.txt", s_system);
        rlar.Write("ref1.txt", s_first);
        rlar.Write("ref2.txt", s_second);
        return rlar;
    }
}
