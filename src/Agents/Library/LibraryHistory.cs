using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rlar.Agents.Library;

/// <summary>
/// The history of a library: one JSON object a line, only ever appended, each with the hash of the line before in its own. What was changed, put in or taken
/// out
/// between two lines is found; lines cut off at the end are found as long as the index remembers how many there were.
/// </summary>
internal static class LibraryHistory
{
    /// <summary>The file's name.</summary>
    internal const string FileName = "history.jsonl";

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads and checks a history. A last line without its end is one that was being written when the machine stopped, and counts for
    /// nothing.</summary>
    /// <param name="path">The file; one that is not there is an empty history.</param>
    /// <exception cref="LibraryException">A line is none, or breaks the chain.</exception>
    internal static IReadOnlyList<LibraryEvent> Read(string path)
    {
        var events = new List<LibraryEvent>();
        if (!File.Exists(path))
            return events;
        var text = File.ReadAllText(path);
        var last = "";
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var read = Parse(line, path, events.Count + 1);
            if (read.Number != events.Count + 1 || read.Hash != HashOf(last, Body(read)))
            {
                throw new LibraryException(
                    $"{path}, line {events.Count + 1}: the line is not as it was written, or one before it is missing. Restore the file from git.");
            }

            events.Add(read);
            last = read.Hash;
        }

        return events;
    }

    /// <summary>Appends an event, and hands it to the disk before it returns.</summary>
    /// <returns>The event with its hash.</returns>
    internal static LibraryEvent Append(string path, LibraryEvent next, string lastHash)
    {
        var made = next with { Hash = HashOf(lastHash, Body(next)) };
        var line = Body(made);
        line["hash"] = made.Hash;
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        file.SetLength(EndOfLines(file));
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(line.ToJsonString(s_json) + "\n"));
        file.Flush(flushToDisk: true);
        return made;
    }

    private static long EndOfLines(FileStream file)
    {
        for (var at = file.Length; at > 0; at--)
        {
            file.Seek(at - 1, SeekOrigin.Begin);
            if (file.ReadByte() == '\n')
                return at;
        }

        return 0;
    }

    private static string HashOf(string before, JsonObject body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{before}\n{body.ToJsonString(s_json)}")));

    private static JsonObject Body(LibraryEvent made)
    {
        var body = Common(made);
        if (made.Fallback is not null)
            body["fallback"] = made.Fallback;
        return body;
    }

    private static JsonObject Common(LibraryEvent made) => new()
    {
        ["number"] = made.Number,
        ["time"] = made.Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["event"] = made.Kind,
        ["id"] = made.Id,
        ["version"] = made.Version,
        ["toolVersion"] = made.ToolVersion,
        ["files"] = new JsonObject(made.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => KeyValuePair.Create(file.Key,
            (JsonNode?)file.Value))),
        ["reason"] = made.Reason,
    };

    private static LibraryEvent Parse(string line, string path, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            return new LibraryEvent(
                row.GetProperty("number").GetInt64(),
                DateTimeOffset.Parse(Text("time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                Text("event"),
                Text("id"),
                Text("version"),
                Text("toolVersion"),
                row.GetProperty("files").EnumerateObject().ToDictionary(file => file.Name, file => file.Value.GetString() ?? ""),
                row.GetProperty("reason").GetString(),
                Text("hash"))
            {
                Fallback = row.TryGetProperty("fallback", out var fallback) ? fallback.GetString() : null,
            };

            string Text(string member) => row.GetProperty(member).GetString() ?? "";
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new LibraryException($"{path}, line {number}: no line of a library's history. Restore the file from git.", error);
        }
    }
}
