using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Advantages;

/// <summary>A row of rewards as JSON, with the values that its fields may hold and the refusals of all others.</summary>
/// <param name="json">The row, an object.</param>
/// <param name="line">Its line.</param>
/// <param name="file">The input's name.</param>
internal sealed class AdvantageRow(JsonElement json, long line, string file)
{
    private const double Limit = 1e150;
    private const string SeeHelp = "See 'rlar advantages --help' for the row's form.";

    /// <summary>The error for a row that is not even an object.</summary>
    internal static InputException RefuseRow(string file, long line, string reason) => new(file, line, null, reason, SeeHelp);

    /// <summary>The error for a field.</summary>
    internal InputException Refuse(string field, string reason, string remedy = SeeHelp) => new(file, line, field, reason, remedy);

    /// <summary>A field's value; null where it is absent or null.</summary>
    internal JsonElement? Field(string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A list.</summary>
    internal T[] Each<T>(JsonElement list, string name, Func<JsonElement, string, T> read) =>
        list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select((item, i) => read(item, $"{name}[{i}]"))]
            : throw Refuse(name, $"must be a list, not {Shown(list)}");

    /// <summary>A list of one entry a completion.</summary>
    internal T[] Each<T>(JsonElement list, string name, int count, Func<JsonElement, string, T> read)
    {
        var values = Each(list, name, read);
        return values.Length == count
            ? values
            : throw Refuse(name, $"has {values.Length} entries, but the group has {count} completions", "Give one entry a completion.");
    }

    /// <summary>A list of rewards.</summary>
    internal double?[] Numbers(JsonElement list, string name) => Each(list, name, Number);

    /// <summary>A reward; null where the completion was not scored.</summary>
    internal double? Number(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.Number => throw Refuse(name, $"{value} is beyond what a reward may be"),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => throw Refuse(name, $"must be a number, or null for a completion that was not scored, not {Shown(value)}"),
    };

    /// <summary>A reward that has to be there, at most 1e150 in magnitude.</summary>
    internal double Reward(JsonElement value, string name) =>
        value.ValueKind != JsonValueKind.Null && Number(value, name) is { } number && Math.Abs(number) <= Limit
            ? number
            : throw Refuse(name, $"must be a number, at most {Limit} in magnitude, not {Shown(value)}");

    /// <summary>A length in tokens.</summary>
    internal int Length(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var length) && length >= 0
            ? length
            : throw Refuse(name, $"must be a whole number of tokens, at least 0, not {Shown(value)}");

    /// <summary>True or false, or 1 or 0.</summary>
    internal bool Flag(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt32(out var bit) && bit is 0 or 1 => value.GetInt32() == 1,
        _ => throw Refuse(name, $"must be true or false, not {Shown(value)}"),
    };

    /// <summary>A value as it stands in the row, shortened.</summary>
    internal static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "...";
    }
}
