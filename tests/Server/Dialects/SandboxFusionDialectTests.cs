using System.Text.Json;
using Rlar.Rewards.Sandbox;
using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class SandboxFusionDialectTests : IAsyncLifetime
{
    private readonly SandboxPool _pool = new(SandboxSetup.Plain, 2);
    private DialectServer _server = null!;

    public static TheoryData<string> Goldens => Golden.Names("sandbox-fusion");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(SandboxPool.Missing() is not null, SandboxPool.Missing() ?? "");
        _server = await DialectServer.StartAsync(
            [new SandboxFusionDialect(atOnce: 1, wait: TimeSpan.FromSeconds(20))], parts => parts with { Sandbox = _pool });
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await _pool.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public Task Answer_RequestOfVerl_IsExact(string name) => Golden.HoldAsync(_server, "sandbox-fusion", name);

    [Fact]
    public async Task Answer_ProgramInCpp_IsCompiledAndRun()
    {
        const string code = "#include <iostream>\nint main() { int a; std::cin >> a; std::cout << a * 2; return a == 3 ? 4 : 0; }";
        var (_, body) = await RunAsync("cpp", code, "3");
        Assert.Equal("Failed", body.GetProperty("status").GetString());
        Assert.Equal(0, body.GetProperty("compile_result").GetProperty("return_code").GetInt32());
        Assert.Equal("6", body.GetProperty("run_result").GetProperty("stdout").GetString());
        Assert.Equal(4, body.GetProperty("run_result").GetProperty("return_code").GetInt32());
    }

    [Fact]
    public async Task Answer_ProgramThatDoesNotCompile_SaysSo()
    {
        var (_, body) = await RunAsync("c", "int main() { return x; }", "");
        Assert.Equal("Failed", body.GetProperty("status").GetString());
        Assert.Equal(1, body.GetProperty("compile_result").GetProperty("return_code").GetInt32());
        Assert.Contains("undeclared", body.GetProperty("compile_result").GetProperty("stderr").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, body.GetProperty("run_result").ValueKind);
    }

    [Fact]
    public async Task Answer_AllPlacesTaken_Is504WhichVerlTriesAgain()
    {
        await using var server = await DialectServer.StartAsync(
            [new SandboxFusionDialect(atOnce: 1, wait: TimeSpan.FromMilliseconds(1))], parts => parts with { Sandbox = _pool });
        var first = server.PostAsync("/run_code", """{"code":"import time; time.sleep(2)","language":"python","run_timeout":5}""");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            server.PostAsync("/run_code", """{"code":"import time; time.sleep(2)","language":"python","run_timeout":5}""")).Append(first));
        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.Contains((504, """{"detail":"All places of the sandbox are taken. Try again in 1 s."}"""), answers);
    }

    [Fact]
    public async Task Answer_NoSandbox_IsAnErrorOfTheSandbox()
    {
        await using var server = await DialectServer.StartAsync([new SandboxFusionDialect()], parts => parts with { WhyNoSandbox = "bubblewrap is missing" });
        Assert.Equal(
            (200, """{"status":"SandboxError","message":"bubblewrap is missing","compile_result":null,"run_result":null,"""
                + "\"executor_pod_name\":null,\"files\":{}}"),
            await server.PostAsync("/run_code", """{"code":"print(1)","language":"python"}"""));
    }

    private async Task<(int Status, JsonElement Body)> RunAsync(string language, string code, string stdin)
    {
        var request = new { code, stdin, language, compile_timeout = 30, run_timeout = 10 };
        var (status, body) = await _server.PostAsync("/run_code", JsonSerializer.Serialize(request));
        return (status, JsonDocument.Parse(body).RootElement);
    }
}
