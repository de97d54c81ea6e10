using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>What all rows of an output depend on: the first line of its record.</summary>
/// <param name="Fingerprint">Settings, versions and the input's name, by name.</param>
/// <param name="Base">What the output is made from beside its input; null for an output that is not made from another.</param>
internal sealed record RunHeader(IReadOnlyDictionary<string, string> Fingerprint, OutputBase? Base = null)
{
    private const int Format = 2;

    /// <summary>Writes it as one line.</summary>
    internal byte[] ToLine()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteStartObject("fingerprint");
            foreach (var name in Fingerprint.Keys.Order(StringComparer.Ordinal))
                json.WriteString(name, Fingerprint[name]);
            json.WriteEndObject();
            if (Base is not null)
            {
                json.WriteString("work", Base.Retries ? "retry-failed" : "extend");
                json.WriteString("base", Base.Identity);
            }

            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Reads the line.</summary>
    /// <exception cref="FormatException">It is not one, or another version's.</exception>
    internal static RunHeader Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.GetProperty("format").GetInt32() != Format)
                throw new FormatException("it was written by another version");
            var made = root.TryGetProperty("base", out var identity)
                ? new OutputBase(root.GetProperty("work").GetString() == "retry-failed", identity.GetString()!)
                : null;
            return new RunHeader(root.GetProperty("fingerprint").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!), made);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("it is damaged", error);
        }
    }

    /// <summary>How a run's settings differ from these.</summary>
    /// <param name="now">The run's.</param>
    internal IReadOnlyList<string> DifferencesTo(IReadOnlyDictionary<string, string> now)
    {
        var differences = new List<string>();
        foreach (var name in Fingerprint.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (earlier, later) = (Fingerprint.GetValueOrDefault(name), now.GetValueOrDefault(name));
            if (earlier != later)
                differences.Add($"{name} was {Quote(earlier)} and is now {Quote(later)}");
        }

        return differences;
    }

    private static string Quote(string? value) => value is null ? "not set" : $"'{value}'";
}

/// <summary>The finished output that an unfinished one is made from.</summary>
/// <param name="Retries">Whether what failed in it is scored again; else it is extended by the rows that its input has more.</param>
/// <param name="Identity">A hash of its record, so that nothing else is taken for it when the run is resumed.</param>
internal sealed record OutputBase(bool Retries, string Identity);
