using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// The rows that the input's rows are the answers to, by their id: what the output of a batch lacks, prompt and reference. They are kept in memory
/// whole. Many threads may join with it.
/// </summary>
public sealed class RowJoin
{
    private readonly Dictionary<string, byte[]> _rows = new(StringComparer.Ordinal);
    private readonly string _name;

    private RowJoin(string name) => _name = name;

    /// <summary>The file's name and twelve hexadecimal digits of the SHA-256 of its rows: equal texts join alike.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Reads the rows.</summary>
    /// <param name="path">A file of rows, each with a custom_id or an id.</param>
    /// <exception cref="InputException">The file cannot be read, a line is no row, or a row has no id or that of another one.</exception>
    public static RowJoin Open(string path)
    {
        using var source = LineSource.Open(path);
        var join = new RowJoin(source.Name);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (source.Read(CancellationToken.None) is { } line)
        {
            using (line)
            {
                var place = new RowPlace(source.Name, line.Number);
                var row = line.Bytes.ToArray();
                var id = IdOf(Parsed(row, place)) ?? throw place.Refuse(
                    "id", "the row has none, and is joined by it", "Give each row of the file the custom_id or id of the row that it belongs to.");
                if (!join._rows.TryAdd(id, row))
                    throw place.Refuse("id", $"an earlier row has the id '{id}', too", "Give each row of the file an id of its own.");
                hash.AppendData(row);
                hash.AppendData("\n"u8);
            }
        }

        join.Version = $"{path}, {Convert.ToHexStringLower(hash.GetHashAndReset())[..12]}";
        return join;
    }

    /// <summary>A row with the columns of the one that it belongs to; a value that it has itself wins.</summary>
    /// <param name="line">The row.</param>
    /// <param name="place">Where it stands.</param>
    /// <exception cref="InputException">It has no id, or none that the file has.</exception>
    internal byte[] Complete(ReadOnlySpan<byte> line, RowPlace place)
    {
        var row = Parsed(line.ToArray(), place);
        if (IdOf(row) is not { } id)
            throw place.Refuse("id", $"the row has none, and is joined to {_name} by it", "Give it the custom_id or id of the row that it belongs to.");
        if (!_rows.TryGetValue(id, out var other))
            throw place.Refuse("id", $"{_name} has no row with the id '{id}'", "Join the file that the requests were made of.");
        var buffer = new ArrayBufferWriter<byte>(line.Length + other.Length);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            var own = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in row.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null && own.Add(member.Name)))
                member.WriteTo(json);
            foreach (var member in Parsed(other, place).EnumerateObject().Where(member => !own.Contains(member.Name)))
                member.WriteTo(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static JsonElement Parsed(byte[] line, RowPlace place)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw place.RefuseRow("the line is not an object", "Write each row as {\"id\": …, \"prompt\": …}.");
        }
        catch (JsonException error)
        {
            throw JsonNesting.Refusal(place.File, place.Line, line, error)
                ?? place.RefuseRow(
                    $"the line is not valid JSON, or has a key twice: {error.Message.TrimEnd('.')}", "Write one whole JSON object a line.", error);
        }
    }

    private static string? IdOf(JsonElement row)
    {
        foreach (var name in (ReadOnlySpan<string>)["custom_id", "id"])
        {
            if (row.TryGetProperty(name, out var id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number && id.ToString() is { Length: > 0 } text)
                return text;
        }

        return null;
    }
}
