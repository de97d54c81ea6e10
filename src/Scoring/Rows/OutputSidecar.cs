using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>OUT.part.json: what the rows of OUT.part depend on.</summary>
internal static class OutputSidecar
{
    private const int Format = 1;

    /// <summary>Writes the fingerprint; a reader sees the old file or the new one, never half of one.</summary>
    public static void Write(OutputPaths paths, IReadOnlyDictionary<string, string> fingerprint)
    {
        var temporary = paths.Sidecar + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create))
        {
            using (var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
            {
                writer.WriteStartObject();
                writer.WriteNumber("format", Format);
                writer.WriteStartObject("fingerprint");
                foreach (var (name, value) in fingerprint.OrderBy(f => f.Key, StringComparer.Ordinal))
                    writer.WriteString(name, value);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, paths.Sidecar, overwrite: true);
    }

    /// <summary>Compares the fingerprint of the earlier run with this one's.</summary>
    /// <exception cref="OutputException">They differ, or the earlier one cannot be read.</exception>
    public static void Compare(OutputPaths paths, IReadOnlyDictionary<string, string> fingerprint)
    {
        var earlier = Read(paths);
        var differences = new List<string>();
        foreach (var name in earlier.Keys.Union(fingerprint.Keys).Order(StringComparer.Ordinal))
        {
            var was = earlier.GetValueOrDefault(name);
            var now = fingerprint.GetValueOrDefault(name);
            if (was != now)
                differences.Add($"{name} was {Quote(was)} and is now {Quote(now)}");
        }

        if (differences.Count > 0)
        {
            throw new OutputException(
                paths.Given,
                $"the unfinished {paths.Part} comes from another run: {string.Join("; ", differences)}",
                "Run with the settings and input of then to --resume, or give --restart to throw its rows away.");
        }
    }

    private static Dictionary<string, string> Read(OutputPaths paths)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(paths.Sidecar));
            var root = document.RootElement;
            if (root.GetProperty("format").GetInt32() != Format)
                throw Unreadable(paths, "it was written by another version", null);
            return root.GetProperty("fingerprint").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
        }
        catch (FileNotFoundException error)
        {
            throw Unreadable(paths, "it is missing", error);
        }
        catch (Exception error)
            when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw Unreadable(paths, "it is damaged", error);
        }
    }

    private static OutputException Unreadable(OutputPaths paths, string reason, Exception? error) => new(
        paths.Given,
        $"what {paths.Part} was made with cannot be told from {paths.Sidecar}: {reason}",
        "Give --restart to throw its rows away, or move them elsewhere first.",
        error);

    private static string Quote(string? value) => value is null ? "not set" : $"'{value}'";
}
