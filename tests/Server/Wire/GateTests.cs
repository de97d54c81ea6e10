using System.Net;
using Rlar.Server.Tests.Native;
using Rlar.Server.Wire;

namespace Rlar.Server.Tests.Wire;

public sealed class GateTests
{
    private const string Token = "a long random text";

    [Theory]
    [InlineData("localhost", null, 200)]
    [InlineData("127.0.0.1", null, 200)]
    [InlineData("rewards.localhost", null, 200)]
    [InlineData("evil.example", null, 403)]
    [InlineData("localhost.evil.example", null, 403)]
    [InlineData("localhost", "http://evil.example", 403)]
    [InlineData("localhost", "null", 403)]
    [InlineData("localhost:9", "http://localhost:9", 200)]
    public async Task LetsIn_WithoutAToken_OnlyNamesAndPagesOfThisMachine(string host, string? origin, int status)
    {
        await using var server = await NativeServer.StartAsync();
        Assert.Equal(status, await AskAsync(server, ("Host", host), ("Origin", origin)));
    }

    [Theory]
    [InlineData("Authorization", "Bearer " + Token, 200)]
    [InlineData("Authorization", "bearer " + Token, 200)]
    [InlineData("XRL-Authorization", "Bearer " + Token, 200)]
    [InlineData("Authorization", "Bearer a long random tex", 401)]
    [InlineData("Authorization", Token, 401)]
    [InlineData("Authorization", null, 401)]
    public async Task LetsIn_WithAToken_WhoSendsIt(string header, string? value, int status)
    {
        await using var server = await NativeServer.StartAsync(change: options => options with { Token = Token });
        Assert.Equal(status, await AskAsync(server, ("Host", "any.example"), (header, value)));
        Assert.Equal(200, (await server.GetAsync("/healthz")).Status);
    }

    [Fact]
    public void Create_AddressOfOtherMachinesWithoutAToken_IsRefused() => Assert.Throws<ServerException>(() =>
        new RewardServer(
            new RewardServerOptions { Address = IPAddress.Any, Port = 0 }, new ServerParts { Rewards = null!, Tools = Rewards.BuiltInTools.Registry }));

    private static async Task<int> AskAsync(NativeServer server, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        foreach (var (name, value) in headers)
        {
            if (value is not null)
                Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }
}
