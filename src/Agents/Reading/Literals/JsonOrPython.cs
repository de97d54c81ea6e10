using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Rlar.Agents.Reading.Literals;

/// <summary>
/// Reads a value that a row has as a text: JSON, or what Python's repr writes of lists, dicts, tuples, strings, numbers, None, True and
/// False (ast.literal_eval without the rest).
/// </summary>
internal ref struct JsonOrPython
{
    private const int Deepest = 64;
    private readonly ReadOnlySpan<char> _text;
    private readonly Utf8JsonWriter _writer;
    private int _at;

    private JsonOrPython(ReadOnlySpan<char> text, Utf8JsonWriter writer)
    {
        _text = text;
        _writer = writer;
    }

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
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        var reader = new JsonOrPython(text, writer);
        if (!reader.Value(0))
            return null;
        reader.Skip();
        if (reader._at != text.Length)
            return null;
        writer.Flush();
        using var json = JsonDocument.Parse(buffer.WrittenMemory);
        return json.RootElement.Clone();
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private bool Take(char c)
    {
        Skip();
        if (_at >= _text.Length || _text[_at] != c)
            return false;
        _at++;
        return true;
    }

    private bool Value(int depth)
    {
        Skip();
        if (_at >= _text.Length || depth > Deepest)
            return false;
        switch (_text[_at])
        {
            case '[':
                return Items(']', depth);
            case '(':
                return Items(')', depth);
            case '{':
                return Fields(depth);
            case '\'' or '"':
                if (String() is not { } text)
                    return false;
                _writer.WriteStringValue(text);
                return true;
            default:
                return Word();
        }
    }

    private bool Items(char closer, int depth)
    {
        _at++;
        _writer.WriteStartArray();
        while (!Take(closer))
        {
            if (!Value(depth + 1))
                return false;
            if (!Take(','))
            {
                if (!Take(closer))
                    return false;
                break;
            }
        }

        _writer.WriteEndArray();
        return true;
    }

    private bool Fields(int depth)
    {
        _at++;
        _writer.WriteStartObject();
        while (!Take('}'))
        {
            Skip();
            if (String() is not { } name || !Take(':'))
                return false;
            _writer.WritePropertyName(name);
            if (!Value(depth + 1))
                return false;
            if (!Take(','))
            {
                if (!Take('}'))
                    return false;
                break;
            }
        }

        _writer.WriteEndObject();
        return true;
    }

    private string? String()
    {
        if (_at >= _text.Length || _text[_at] is not ('\'' or '"'))
            return null;
        var quote = _text[_at++];
        var text = new System.Text.StringBuilder();
        while (_at < _text.Length && _text[_at] != quote)
        {
            var c = _text[_at++];
            if (c != '\\')
                _ = text.Append(c);
            else if (!Escape(text))
                return null;
        }

        return _at++ < _text.Length ? text.ToString() : null;
    }

    private bool Escape(System.Text.StringBuilder text)
    {
        if (_at >= _text.Length)
            return false;
        var c = _text[_at++];
        var digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0)
        {
            _ = text.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', _ => c });
            return true;
        }

        if (_at + digits > _text.Length || !uint.TryParse(_text.Slice(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || !System.Text.Rune.IsValid(value))
            return false;
        _at += digits;
        _ = text.Append(new System.Text.Rune(value).ToString());
        return true;
    }

    private bool Word()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.'))
            _at++;
        var word = _text[start.._at];
        if (word is "None" or "null")
            _writer.WriteNullValue();
        else if (word is "True" or "true" or "False" or "false")
            _writer.WriteBooleanValue(word is "True" or "true");
        else if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            _writer.WriteNumberValue(integer);
        else if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            _writer.WriteNumberValue(number);
        else
            return false;
        return true;
    }
}
