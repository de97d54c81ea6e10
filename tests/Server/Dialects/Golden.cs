using System.Text.Json;
using System.Text.RegularExpressions;
using Rlar.Tests;

namespace Rlar.Server.Tests.Dialects;

/// <summary>
/// Requests as trainers send them and the exact answers, one a line of goldens/DIALECT.jsonl: {"name","path","method"?,"body" | "raw","status","answer"}.
/// The body is sent as it is written there; "raw" is a text that is no JSON. Made by hand from the trainers' clients (docs/protocols.md).
/// </summary>
internal static partial class Golden
{
    internal static TheoryData<string> Names(string dialect) => [.. Lines(dialect).Select(line => line.GetProperty("name").GetString()!)];

    internal static async Task HoldAsync(DialectServer server, string dialect, string name)
    {
        var line = Lines(dialect).First(line => line.GetProperty("name").GetString() == name);
        var body = line.TryGetProperty("body", out var json) ? json.GetRawText() : line.TryGetProperty("raw", out var raw) ? raw.GetString() : null;
        var method = line.TryGetProperty("method", out var verb) ? new HttpMethod(verb.GetString()!) : HttpMethod.Post;
        var (status, answer) = await server.SendAsync(method, line.GetProperty("path").GetString()!, body);
        Assert.Equal(line.GetProperty("answer").GetString(), Time().Replace(answer, "$1:0"));
        Assert.Equal(line.GetProperty("status").GetInt32(), status);
    }

    private static JsonElement[] Lines(string dialect) =>
        [.. File.ReadLines(Path.Combine(SharedData.Repository, "tests", "Server", "Dialects", "goldens", $"{dialect}.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)];

    // How long a program took is no two times the same.
    [GeneratedRegex("(\"execution_time\"):[0-9.eE-]+")]
    private static partial Regex Time();
}
