using Rlar.Server.Tests.Service;

namespace Rlar.Server.Tests.Native;

/// <summary>Clients and tools that misbehave, and a shutdown in the middle of work.</summary>
public sealed class ChaosTests
{
    [Fact]
    public async Task TruncatedBody_IsRefusedAndTheServerGoesOn()
    {
        await using var server = await NativeServer.StartAsync();
        using (var connection = await RawConnection.OpenAsync(server.Server.Address))
        {
            await connection.SendAsync("POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"prompt\":");
            connection.EndSending();
            Assert.DoesNotContain("200 OK", await connection.ReadUntilAsync("\r\n\r\n"), StringComparison.Ordinal);
        }

        Assert.Equal(200, (await server.GetAsync("/healthz")).Status);
    }

    [Fact]
    public async Task ClientThatHangsUp_StopsItsTool()
    {
        var slow = new GateTool("slow");
        await using var server = await NativeServer.StartAsync(new ByName(slow));
        using (var connection = await RawConnection.OpenAsync(server.Server.Address))
        {
            const string row = """{"prompt":"?","completions":["x"],"tool":"slow"}""";
            await connection.SendAsync($"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Length: {row.Length}\r\n\r\n{row}");
            await slow.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        }

        await slow.Stopped.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task SlowClient_DelaysNoOther()
    {
        const string same = """{"id":"same","prompt":"?","completions":["x"],"reference":"x","tool":"exact-match"}""";
        await using var server = await NativeServer.StartAsync();
        using var connection = await RawConnection.OpenAsync(server.Server.Address);
        await connection.SendAsync("POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
        for (var i = 0; i < 20; i++)
            Assert.Equal(200, (await server.PostAsync("/v1/score", same)).Status);
    }

    [Fact]
    public async Task FullQueue_Is503WithATime()
    {
        var slow = new GateTool("slow");
        await using var server = await NativeServer.StartAsync(new ByName(slow), queue: 1);
        var first = server.PostAsync("/v1/score", """{"prompt":"?","completions":["x"],"tool":"slow"}""");
        await slow.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        using var content = new StringContent("""{"prompt":"?","completions":["y"],"tool":"slow"}""");
        using var refused = await server.Http.PostAsync("/v1/score", content, TestContext.Current.CancellationToken);
        Assert.Equal(503, (int)refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        slow.Open();
        Assert.Equal(200, (await first).Status);
    }

    [Fact]
    public async Task Shutdown_WhatWasAccepted_IsAnswered()
    {
        var slow = new GateTool("slow");
        await using var server = await NativeServer.StartAsync(new ByName(slow));
        var queued = Enumerable.Range(0, 100)
            .Select(i => server.PostAsync("/v1/score", $$"""{"prompt":"?","completions":["{{i}}"],"tool":"slow"}""")).ToArray();
        string metrics;
        do
            metrics = (await server.GetAsync("/metrics")).Body;
        while (!metrics.Contains("rlar_lane_pending{tool=\"slow\"} 100\n", StringComparison.Ordinal));
        var stopping = server.Server.StopAsync(TestContext.Current.CancellationToken);
        slow.Open();
        Assert.All(await Task.WhenAll(queued), answer => Assert.Equal(200, answer.Status));
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => server.GetAsync("/healthz"));
    }
}
