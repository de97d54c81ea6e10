using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Rlar.Agents.Routing;
using Rlar.Rewards;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;
using Rlar.Server.Dialects;
using Rlar.Server.Wire;

namespace Rlar.Server.Tests.Native;

/// <summary>The server's own API, asked over its port.</summary>
public sealed class NativeApiTests
{
    private const string Right = """{"id":"r","prompt":"1+1","completions":["2","3"],"reference":"2","tool":"exact-match"}""";
    private const string Half = """{"id":"m","prompt":"half?","completions":["\\boxed{0.5}"],"reference":"1/2","tool":"math"}""";
    private static readonly string[] s_rows = [Right, Half, """{"prompt":"?","completions":["x"]}"""];

    [Fact]
    public async Task Score_Row_IsWhatARunWritesOfIt()
    {
        await using var server = await NativeServer.StartAsync();
        foreach (var row in s_rows)
            Assert.Equal((200, await WrittenAsync(row, 1)), await server.PostAsync("/v1/score", row));
    }

    [Fact]
    public async Task Score_ListAndStream_HaveTheBytesOfEachRowAlone()
    {
        await using var server = await NativeServer.StartAsync();
        string[] alone = [.. await Task.WhenAll(s_rows.Select((row, i) => WrittenAsync(row, i + 1)))];
        Assert.Equal((200, $"[{string.Join(',', alone)}]"), await server.PostAsync("/v1/score", $"[{string.Join(',', s_rows)}]"));
        Assert.Equal((200, string.Join('\n', alone) + "\n"), await server.PostAsync("/v1/score", string.Join('\n', s_rows), "application/x-ndjson"));
    }

    [Fact]
    public async Task Score_StreamWithBadLines_SaysWhichAndGoesOn()
    {
        await using var server = await NativeServer.StartAsync();
        var lines = Enumerable.Range(1, 500).Select(i => i % 7 == 0 ? "{\"prompt\":" : i % 11 == 0 ? """{"prompt":"?","completions":3}""" : Right);
        var (status, body) = await server.PostAsync("/v1/score", string.Join('\n', lines), "application/x-ndjson");
        Assert.Equal(200, status);
        var answers = body.TrimEnd('\n').Split('\n');
        Assert.Equal(500, answers.Length);
        for (var i = 1; i <= 500; i++)
        {
            using var answer = JsonDocument.Parse(answers[i - 1]);
            if (i % 7 != 0 && i % 11 != 0)
                Assert.Equal("r", answer.RootElement.GetProperty("id").GetString());
            else
                Assert.Equal(i, answer.RootElement.GetProperty("line").GetInt32());
            if (i % 7 != 0 && i % 11 == 0)
                Assert.Equal("completions", answer.RootElement.GetProperty("error").GetProperty("field").GetString());
        }
    }

    [Fact]
    public async Task Score_StreamThatWaitsForAnswers_HasThemBeforeItEnds()
    {
        await using var server = await NativeServer.StartAsync();
        using var connection = await RawConnection.OpenAsync(server.Server.Address);
        await connection.SendAsync("POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (var i = 0; i < 3; i++)
        {
            await connection.SendAsync($"{Right.Length + 1:x}\r\n{Right}\n\r\n");
            Assert.Contains("\"id\":\"r\"", await connection.ReadUntilAsync("]}\n"), StringComparison.Ordinal);
        }

        await connection.SendAsync("0\r\n\r\n");
        Assert.EndsWith("0\r\n\r\n", await connection.ReadUntilAsync("0\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"prompt":"?"}""", 400, "completion")]
    [InlineData("""{"prompt":"?","completions":3}""", 400, "completions")]
    [InlineData("""[{"prompt":"?","completions":["x"]},{"prompt":"?","completions":[4]}]""", 400, "row:2")]
    [InlineData("""{"prompt":"?","completions":["x"]""", 400, "body:1")]
    [InlineData("""[{"prompt":"?","completions":["x"]}""", 400, "line 1")]
    [InlineData("", 400, "there is none")]
    [InlineData("""{"prompt":"?","completions":["x"],"tool":"mth"}""", 404, "did you mean math?")]
    public async Task Score_WhatIsNoRow_IsRefusedByName(string body, int status, string named)
    {
        await using var server = await NativeServer.StartAsync();
        var (code, answer) = await server.PostAsync("/v1/score", body);
        Assert.Equal(status, code);
        using var error = JsonDocument.Parse(answer);
        Assert.Contains(named, error.RootElement.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_OddQuery_IsRefusedByName()
    {
        await using var server = await NativeServer.StartAsync();
        foreach (var query in new[] { "advantage=grop", "timing=yes", "deadline=-1" })
            Assert.Equal(400, (await server.PostAsync($"/v1/score?{query}", Right)).Status);
        var (_, timed) = await server.PostAsync("/v1/score?timing=true&deadline=30&advantage=none", Right);
        Assert.DoesNotContain("\"ms\":null", timed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_BodyBeyondTheLimit_Is413()
    {
        await using var server = await NativeServer.StartAsync(limits: new ServerLimits { BodyBytes = 1000, LineBytes = 1000 });
        Assert.Equal(413, (await server.PostAsync("/v1/score", new string(' ', 1001) + Right)).Status);
        Assert.Equal(200, (await server.PostAsync("/v1/score", Right)).Status);
        var (_, stream) = await server.PostAsync("/v1/score", $"{Right}\n{new string(' ', 200_000)}", "application/x-ndjson");
        Assert.Contains("too_large", stream, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenApi_EveryAddress_IsInIt()
    {
        await using var server = await NativeServer.StartAsync(change: options => options with { Dialects = [new OpenRlhfDialect(), new RollDialect()] });
        var (status, body) = await server.GetAsync("/openapi.json");
        Assert.Equal(200, status);
        using var document = JsonDocument.Parse(body);
        var paths = document.RootElement.GetProperty("paths");
        var endpoints = server.Server.Endpoints;
        Assert.NotEmpty(endpoints);
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            {
                var path = paths.GetProperty($"/{endpoint.RoutePattern.RawText!.TrimStart('/')}");
                Assert.True(path.TryGetProperty(method.ToLowerInvariant(), out _), endpoint.DisplayName);
            }
        }

        Assert.Equal("1.2.3", document.RootElement.GetProperty("info").GetProperty("version").GetString());
    }

    [Fact]
    public async Task Lists_AndHealth_AreThere()
    {
        await using var server = await NativeServer.StartAsync();
        Assert.Contains("\"id\":\"exact-match\"", (await server.GetAsync("/v1/tools")).Body, StringComparison.Ordinal);
        Assert.Equal((200, """{"object":"list","data":[]}"""), await server.GetAsync("/v1/models"));
        Assert.Equal((200, """{"status":"ok","version":"1.2.3"}"""), await server.GetAsync("/healthz"));
        Assert.Equal((200, """{"status":"ready","version":"1.2.3"}"""), await server.GetAsync("/readyz"));
        await server.PostAsync("/v1/score", Right);
        var (_, metrics) = await server.GetAsync("/metrics");
        Assert.Contains("rlar_requests_total{source=\"native\",status=\"answered\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("rlar_completions_total{tool=\"exact-match\",status=\"scored\"} 2\n", metrics, StringComparison.Ordinal);
        Assert.Contains("rlar_request_duration_seconds_count{source=\"native\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Equal(404, (await server.GetAsync("/nothing")).Status);
    }

    private static async Task<string> WrittenAsync(string row, int line)
    {
        var group = new RowParser().Parse(Encoding.UTF8.GetBytes(row), line, "body");
        using var writer = new OutcomeWriter();
        var scored = await new RewardRun(new Router(BuiltInTools.Registry, RouteTable.BuiltIn)).ScoreAsync(group, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(writer.Write(scored).Span);
    }
}
