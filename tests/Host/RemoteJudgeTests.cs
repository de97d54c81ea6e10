using System.Text.Json;
using Rlar.Tests;

namespace Rlar.Host.Tests;

/// <summary>Models behind an address, in the real program: a server on this machine is asked, another one only where that is allowed.</summary>
public sealed class RemoteJudgeTests : IDisposable
{
    private const string Elsewhere = "http://judge.invalid:8080/v1#small";
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public async Task Judge_ServerOnThisMachine_IsAskedWithKeyAndWithoutProxy()
    {
        await using var server = Server();
        _rlar.Variables["RLAR_API_KEY"] = "k-123";
        foreach (var proxy in new[] { "HTTP_PROXY", "http_proxy", "ALL_PROXY" })
            _rlar.Variables[proxy] = "http://127.0.0.1:9";
        _rlar.Write("rows.jsonl", Enumerable.Range(0, 6).Select(row => $$"""{"id":"{{row}}","prompt":"Capital of France?","completions":["Paris {{row}}.","Rome."]}"""));
        var (code, output, error) = _rlar.Run(["judge", "rows.jsonl", "--model", $"{server.Address}#org/small-1", "--model-requests", "3", "-q"]);
        Assert.True(code == 0, error);
        var rows = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["0", "1", "2", "3", "4", "5"], rows.Select(row => row.GetProperty("id").GetString()));
        Assert.All(rows, row => Assert.Equal([8, 3], row.GetProperty("outcomes").EnumerateArray().Select(outcome => outcome.GetProperty("value").GetDouble())));
        Assert.All(server.Requests, request => Assert.Equal(("Bearer k-123", "org/small-1"), (request.Key, request.Body.GetProperty("model").GetString())));
    }

    [Fact]
    public async Task Score_OpenEndedRow_GoesToTheFirstModelsJudge()
    {
        await using var server = Server();
        _rlar.Write("rows.jsonl", """{"id":"a","prompt":"Write something nice about Paris.","completions":["Paris is nice.","Rome is."]}""");
        var (code, output, error) = _rlar.Run(["score", "rows.jsonl", "-o", "-", "--model", $"{server.Address}#small", "-q"]);
        Assert.True(code == 0, error);
        var row = JsonDocument.Parse(output).RootElement;
        Assert.Equal("judge", row.GetProperty("route").GetProperty("tools")[0].GetProperty("id").GetString());
        Assert.Equal([8, 3], row.GetProperty("outcomes").EnumerateArray().Select(outcome => outcome.GetProperty("value").GetDouble()));
    }

    [Fact]
    public void Judge_NoServer_FailsEachRowAndSaysWhatToDo()
    {
        _rlar.Write("rows.jsonl", """{"id":"a","prompt":"p","completions":["c"]}""");
        var (code, output, _) = _rlar.Run(["judge", "rows.jsonl", "--model", "http://127.0.0.1:9/v1#small", "-q"]);
        Assert.Equal(1, code);
        var outcome = JsonDocument.Parse(output).RootElement.GetProperty("outcomes")[0];
        Assert.Equal("failed", outcome.GetProperty("status").GetString());
        Assert.Contains("http://127.0.0.1:9/v1/chat/completions: the server cannot be reached", outcome.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("judge", "rows.jsonl")]
    [InlineData("score", "rows.jsonl", "-o", "-")]
    [InlineData("tools", "list")]
    [InlineData("tools", "show", "judge")]
    [InlineData("tools", "run", "judge", "rows.jsonl")]
    public void Model_AnotherMachine_NeedsToBeAllowed(params string[] command)
    {
        _rlar.Write("rows.jsonl", """{"id":"a","prompt":"p","completions":["c"]}""");
        var (code, output, error) = _rlar.Run([.. command, "--model", Elsewhere]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--allow-network", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tools_Address_IsListedShownAndPartOfTheVersion()
    {
        var (code, output, error) = _rlar.Run(["tools", "list", "--model", Elsewhere, "--allow-network", "--cache", "none"]);
        Assert.True(code == 0, error);
        Assert.Contains("judge/small", output, StringComparison.Ordinal);
        Assert.DoesNotContain("sar/small", output, StringComparison.Ordinal);
        (code, output, error) = _rlar.Run(["tools", "show", "judge/small", "--model", Elsewhere, "--allow-network"]);
        Assert.True(code == 0, error);
        Assert.Contains("http://judge.invalid:8080/v1", output, StringComparison.Ordinal);
        Assert.Contains("max-tokens", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sar/small", "needs a model's file on this machine")]
    [InlineData("rm/http://127.0.0.1:9/v1#small", "a model's file on this machine is needed")]
    [InlineData("judge/http://127.0.0.1:9/v1#small", "makes the tools judge and judge/NAME")]
    public void Tools_AddressForWhatNeedsAFile_SaysSo(string id, string message)
    {
        var (code, _, error) = _rlar.Run(["tools", "show", id, "--model", "http://127.0.0.1:9/v1#small"]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("which model?", "--model", "http://127.0.0.1:9/v1")]
    [InlineData("both called judge/small", "--model", "http://127.0.0.1:9/v1#small", "--model", "http://127.0.0.1:8/v1#small")]
    [InlineData("--model-requests must be", "--model", "http://127.0.0.1:9/v1#small", "--model-requests", "0")]
    [InlineData("--model-timeout must be", "--model", "http://127.0.0.1:9/v1#small", "--model-timeout", "-1")]
    public void Tools_BadAddress_IsRefused(string message, params string[] options)
    {
        var (code, _, error) = _rlar.Run(["tools", "list", .. options]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    private static LocalServer Server() => new((body, response) =>
    {
        var prompt = body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;
        return LocalServer.Write(response, LocalServer.Completion($$"""{"verdict": {{(prompt.Contains(">\nParis", StringComparison.Ordinal) ? 8 : 3)}}}"""));
    });
}
