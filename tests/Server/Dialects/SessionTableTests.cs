using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rlar.Server.Dialects;
using Rlar.Tests;

namespace Rlar.Server.Tests.Dialects;

/// <summary>What docs/protocols.md says of the dialects that answer by events or messages, asked of the server.</summary>
public sealed partial class SessionTableTests : IAsyncLifetime
{
    private static readonly string[] s_dialects = ["ors", "openenv", "mcp"];

    private DialectServer _server = null!;

    public static TheoryData<string> Dialects => [.. s_dialects];

    public async ValueTask InitializeAsync() => _server = await DialectServer.StartAsync(
        [new OrsDialect(TestEnvironments.All), new OpenEnvDialect(TestEnvironments.All), new McpDialect()]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Answer_OfEachOutcome_IsWhatTheTableSays(string dialect)
    {
        var cells = Rows()[dialect];
        Func<int, string?, Task<string>> ask = dialect switch { "ors" => OrsAsync, "openenv" => OpenEnvAsync, _ => McpAsync };
        Hold(cells[2], await ask(0, "\\boxed{42}"));
        Hold(cells[3], await ask(1, "a"));
        Hold(cells[4], await ask(2, "x"));
        Hold(cells[6], await ask(0, null));
        _server.Rewards.IsFull = true;
        Hold(cells[5], await ask(0, "\\boxed{42}"));
    }

    [Fact]
    public void Table_HasTheDialectsThatAreAskedHere() => Assert.Equal(s_dialects, Rows().Keys);

    private static string Json(string text) => JsonSerializer.Serialize(text);

    private static void Hold(string cell, string answer)
    {
        var said = Cell().Match(cell);
        Assert.True(said.Success, $"'{cell}' is no body");
        var status = said.Groups["status"].Success ? said.Groups["status"].Value + " " : "";
        Assert.Matches($"^{status}{Regex.Escape(said.Groups["body"].Value).Replace("…", ".*", StringComparison.Ordinal)}$", answer);
    }

    // Tasks 0, 1 and 2 are one that can be scored, one without anything to judge by, and one whose tool breaks.
    private async Task<string> OrsAsync(int task, string? answer)
    {
        var session = Guid.NewGuid().ToString("N");
        await SendAsync("/create", session, $$"""{"split":"train","index":{{task}}}""");
        return await SendAsync("/sums/call", session, answer is null ? "[1]" : $$$"""{"name":"submit","input":{"answer":{{{Json(answer)}}}}}""");
    }

    private async Task<string> OpenEnvAsync(int task, string? answer)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(_server.Http.BaseAddress!) { Scheme = "ws", Path = "/ws" }.Uri, TestContext.Current.CancellationToken);
        var buffer = new byte[1 << 16];
        var said = "";
        foreach (var message in (string[])
            [
                $$$"""{"type":"reset","data":{"index":{{{task}}}}}""",
                answer is null ? """{"type":"step","data":[1]}""" : $$$"""{"type":"step","data":{"answer":{{{Json(answer)}}}}}""",
            ])
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
            said = Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)).Count);
        }

        return said;
    }

    private Task<string> McpAsync(int task, string? answer)
    {
        var row = answer is null ? "\"prompt\":\"6*7?\"" : $"\"prompt\":\"6*7?\",\"completion\":{Json(answer)}";
        var more = task switch { 0 => ",\"reference\":\"42\"", 2 => $",\"tool\":\"{BrokenTool.Id}\"", _ => "" };
        return SendAsync("/mcp", null, """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"score","arguments":{""" + row + more + "}}}");
    }

    private async Task<string> SendAsync(string path, string? session, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        if (session is not null)
            request.Headers.Add("X-Session-ID", session);
        request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return $"{(int)response.StatusCode} {text.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ')}";
    }

    private static OrderedDictionary<string, string[]> Rows()
    {
        var rows = new OrderedDictionary<string, string[]>();
        foreach (var line in File.ReadLines(Path.Combine(SharedData.Repository, "docs", "protocols.md"))
            .SkipWhile(line => !line.StartsWith("| dialect | asked | scored |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')))
        {
            var cells = line.Trim('|', ' ').Split(" | ");
            rows.Add(cells[0], cells);
        }

        return rows;
    }

    [GeneratedRegex("^((?<status>\\d{3}) )?`(?<body>[^`]*)`$", RegexOptions.ExplicitCapture)]
    private static partial Regex Cell();
}
