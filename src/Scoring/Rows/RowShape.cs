using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>The columns of a row and what they hold, whatever their order; a null is no column.</summary>
internal static class RowShape
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    // Names beyond these make no line of a report clearer.
    private const int LongestText = 200;

    /// <summary>A number that rows of one shape share.</summary>
    /// <param name="line">A valid row.</param>
    internal static ulong Hash(ReadOnlySpan<byte> line)
    {
        var sum = 0UL;
        var json = new Utf8JsonReader(line);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = HashOfKey(json.ValueSpan);
            json.Read();
            sum += HashOfColumn(key, json.TokenType);
            json.Skip();
        }

        return sum;
    }

    /// <summary>The number of a column's key.</summary>
    /// <param name="key">The key as it is written in the row.</param>
    internal static ulong HashOfKey(ReadOnlySpan<byte> key)
    {
        var hash = Offset;
        foreach (var b in key)
            hash = (hash ^ b) * Prime;
        return hash;
    }

    /// <summary>What a column adds to the number of its row's shape, by a sum: the order of columns is no difference.</summary>
    /// <param name="key">The number of its key.</param>
    /// <param name="kind">The first token of what it holds.</param>
    internal static ulong HashOfColumn(ulong key, JsonTokenType kind) => kind == JsonTokenType.Null ? 0 : (key ^ (ulong)Kind(kind)) * Prime;

    /// <summary>The same in words: "completions: list, prompt: text".</summary>
    /// <param name="line">A valid row.</param>
    internal static string Text(ReadOnlySpan<byte> line)
    {
        var columns = new SortedSet<string>(StringComparer.Ordinal);
        var json = new Utf8JsonReader(line);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            if (json.TokenType != JsonTokenType.Null)
                columns.Add($"{name}: {Word(Kind(json.TokenType))}");
            json.Skip();
        }

        var text = string.Join(", ", columns);
        return text.Length <= LongestText ? text : $"{text.AsSpan(0, LongestText)}…";
    }

    private static JsonTokenType Kind(JsonTokenType kind) => kind == JsonTokenType.False ? JsonTokenType.True : kind;

    private static string Word(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject => "object",
        JsonTokenType.StartArray => "list",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "number",
        _ => "true/false",
    };
}
