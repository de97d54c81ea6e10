using System.Text.Json;
using Rlar.Inference.Native;
using Rlar.Tests;

namespace Rlar.Host.Tests;

/// <summary><c>rlar judge</c>, and local models in <c>rlar tools</c>, in the real program.</summary>
public sealed class JudgeTests : IDisposable
{
    private const string Row = """{"id":"a","prompt":"What is the capital of France?","completions":["Paris.","I do not know."]}""";
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Judge_Pairwise_WritesRowsWithRewardsAndParts()
    {
        _rlar.Write("rows.jsonl", Row, Row.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        var (code, _, error) = _rlar.Run(["judge", "rows.jsonl", "--model", Model(), "--mode", "pairwise", "--threads", "1", "-o", "out.jsonl", "-q"]);
        Assert.True(code == 0, error);
        var rows = _rlar.Lines("out.jsonl").Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["a", "b"], rows.Select(row => row.GetProperty("id").GetString()));
        Assert.All(rows, row => Assert.Equal(1, row.GetProperty("rewards").EnumerateArray().Sum(reward => reward.GetDouble()), 1e-9));
        Assert.All(rows, row => Assert.True(row.GetProperty("outcomes")[0].GetProperty("parts").TryGetProperty("ties", out _)));
    }

    [Fact]
    public void Judge_WithoutModel_SaysWhatToGive()
    {
        _rlar.Write("rows.jsonl", Row);
        var (code, _, error) = _rlar.Run(["judge", "rows.jsonl"]);
        Assert.Equal(2, code);
        Assert.Contains("--model", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tools_NamedModel_IsListed()
    {
        var (code, output, error) = _rlar.Run(["tools", "list", "--model", Model(), "--cache", "none"]);
        Assert.True(code == 0, error);
        foreach (var family in new[] { "judge/", "sar/", "flr/", "implicit-prm/", "igpo/" })
            Assert.Contains(family + Model(), output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tools_UnknownModel_SaysHowToGetIt()
    {
        var (code, _, error) = _rlar.Run(["tools", "show", "judge/no-such-model", "--cache", "none"]);
        Assert.Equal(2, code);
        Assert.Contains("no-such-model", error, StringComparison.Ordinal);
    }

    private static string Model()
    {
        Assert.SkipUnless(LlamaLibrary.Status.IsAvailable, LlamaLibrary.Status.Reason ?? "");
        return Path.GetFullPath(SharedModels.Require("minimind2-small/MiniMind2-Small.F16.gguf"));
    }
}
