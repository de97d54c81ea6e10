using System.Text.Json;

namespace Rlar.Server.Live.Watching;

/// <summary>What a file of lines holds, by its first line.</summary>
internal static class RunFileKind
{
    /// <summary>"score" for rows that were scored, "ledger" for verdicts, null for anything else.</summary>
    internal static string? Of(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            var root = JsonElement.ParseValue(ref reader);
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            if (root.TryGetProperty("outcomes", out var outcomes) && outcomes.ValueKind == JsonValueKind.Array)
                return "score";
            return root.TryGetProperty("row", out _) && root.TryGetProperty("tool", out _) && root.TryGetProperty("status", out _) ? "ledger" : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
