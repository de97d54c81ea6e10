using System.Text.Json;

namespace Rlar;

/// <summary>Tells a reference that is a JSON list of texts, written as one text.</summary>
internal static class ReferenceLists
{
    /// <summary>The elements; null where the text is no such list, or an empty one. Numbers in a list are a point, an interval or a program's value.</summary>
    /// <param name="reference">The reference.</param>
    public static IReadOnlyList<string>? Of(string reference)
    {
        var text = reference.AsSpan().Trim();
        if (text.Length < 4 || text[0] != '[' || text[^1] != ']' || text[1..].TrimStart() is not ['"', ..])
            return null;
        try
        {
            using var document = JsonDocument.Parse(reference);
            var list = document.RootElement;
            return list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
                ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Not JSON, or an escape that is no character: the text is what it is.
            return null;
        }
    }
}
