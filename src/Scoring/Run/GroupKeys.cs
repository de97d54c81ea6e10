using System.Text;
using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>Reads what a row is grouped by.</summary>
internal static class GroupKeys
{
    /// <summary>The key of a row.</summary>
    /// <param name="key">What tells the group.</param>
    /// <param name="query">The row's query.</param>
    /// <param name="line">The row.</param>
    /// <param name="number">Its line.</param>
    /// <param name="file">The input's name.</param>
    /// <exception cref="InputException">The row does not say.</exception>
    internal static RowKey Of(GroupKey key, Query query, ReadOnlySpan<byte> line, long number, string file)
    {
        if (key == GroupKey.Prompt)
            return RowKey.Of(query.Prompt);
        if (key != GroupKey.Id)
            return RowKey.Of(Column(key.Name, line) ?? throw Missing(key.Name, number, file));
        return query.Id == $"line-{number}" ? throw Missing("id", number, file) : RowKey.Of(query.Id);
    }

    private static InputException Missing(string name, long number, string file) => new(
        file, number, name, "the row has no text, number or true/false here to group it by", "Give every row one, or group by another column with --group-by.");

    // A text and a number are told apart: "1" is not 1.
    private static string? Column(string name, ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        string? inside = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = json.ValueTextEquals(name);
            var dot = isIt ? -1 : Inner(ref json, name);
            json.Read();
            if (isIt)
                return Value(ref json);
            if (dot >= 0 && json.TokenType == JsonTokenType.StartObject)
                inside ??= Column(name[(dot + 1)..], line[(int)json.TokenStartIndex..]);
            json.Skip();
        }

        return inside;
    }

    // Where the name goes on inside this member: after its dot; else -1.
    private static int Inner(ref Utf8JsonReader json, ReadOnlySpan<char> name)
    {
        var dot = name.IndexOf('.');
        return dot > 0 && json.ValueTextEquals(name[..dot]) ? dot : -1;
    }

    private static string? Value(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => json.GetString(),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => "\0" + Encoding.UTF8.GetString(json.ValueSpan),
        _ => null,
    };
}
