using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Rlar.Rewards.Reading.Literals;

/// <summary>
/// Reads a list, a map or a tuple that a row holds as a text: JSON, or what Python's repr writes of it (<see cref="PythonLiterals"/>). As data
/// sets mix the two, JSON's true, false and null stand for Python's.
/// </summary>
internal static class JsonOrPython
{
    // As deep as JsonDocument reads by default.
    private const int Deepest = 64;

    /// <summary>The value; null where the text is neither notation.</summary>
    internal static JsonElement? Read(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[' or '(', ..])
            return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return ReadPython(text);
        }
    }

    private static JsonElement? ReadPython(string text)
    {
        var reader = new PythonLiterals(text, allowsDuplicateKeys: true);
        if (reader.Value() is not { } value || !reader.IsAtEnd())
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        if (!Write(writer, value, 0))
            return null;
        writer.Flush();
        using var json = JsonDocument.Parse(buffer.WrittenMemory);
        return json.RootElement.Clone();
    }

    // False where JSON has no such value.
    private static bool Write(Utf8JsonWriter writer, Literal value, int depth)
    {
        switch (value.Kind)
        {
            case LiteralKind.Null:
                writer.WriteNullValue();
                return true;
            case LiteralKind.Boolean:
                writer.WriteBooleanValue(value.IsTrue);
                return true;
            case LiteralKind.Name:
                return Name(writer, value.Text);
            case LiteralKind.Number:
                return Number(writer, value.Number);
            case LiteralKind.Text:
                if (!IsWellFormed(value.Text))
                    return false;
                writer.WriteStringValue(value.Text);
                return true;
            case LiteralKind.Map:
                return depth < Deepest && Members(writer, value.Members, depth);
            default:
                return depth < Deepest && Items(writer, value.Items, depth);
        }
    }

    private static bool Name(Utf8JsonWriter writer, string name)
    {
        if (name is not ("true" or "false" or "null"))
            return false;
        writer.WriteRawValue(name);
        return true;
    }

    private static bool Number(Utf8JsonWriter writer, LiteralNumber number)
    {
        // An int of Python's has no bounds; one that no long holds is the nearest double, as JSON's readers have it.
        if (number.IsIntegerLiteral && long.TryParse(number.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            writer.WriteNumberValue(integer);
            return true;
        }

        var nearest = number.ToDouble();
        if (!double.IsFinite(nearest))
            return false;
        writer.WriteNumberValue(nearest);
        return true;
    }

    private static bool Items(Utf8JsonWriter writer, IReadOnlyList<Literal> items, int depth)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            if (!Write(writer, item, depth + 1))
                return false;
        }

        writer.WriteEndArray();
        return true;
    }

    private static bool Members(Utf8JsonWriter writer, LiteralMap members, int depth)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in members)
        {
            if (!IsWellFormed(key))
                return false;
            writer.WritePropertyName(key);
            if (!Write(writer, value, depth + 1))
                return false;
        }

        writer.WriteEndObject();
        return true;
    }

    // Half of a surrogate pair is a character to Python and none to JSON's writer.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
                return false;
        }

        return true;
    }
}
