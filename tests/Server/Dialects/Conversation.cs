using System.Text.Json;
using Rlar.Tests;

namespace Rlar.Server.Tests.Dialects;

/// <summary>
/// What a client sends, in order, and the exact answers, one a line of goldens/DIALECT.jsonl: {"name", …, "answer"}, for dialects whose answers depend on
/// what was said before. Made by hand from the clients' code (docs/protocols.md).
/// </summary>
internal static class Conversation
{
    internal static async Task HoldAsync(string dialect, Func<JsonElement, Task<string>> send)
    {
        foreach (var text in File.ReadLines(Path.Combine(SharedData.Repository, "tests", "Server", "Dialects", "goldens", $"{dialect}.jsonl")))
        {
            using var line = JsonDocument.Parse(text);
            var answer = await send(line.RootElement);
            var name = line.RootElement.GetProperty("name").GetString();
            Assert.Equal($"{name}: {line.RootElement.GetProperty("answer").GetString()}", $"{name}: {answer}");
        }
    }
}
