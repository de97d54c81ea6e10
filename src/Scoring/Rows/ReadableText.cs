using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Writes strings as JSON with text beyond ASCII as it stands. The encoders of System.Text.Json escape everything beyond the first 65,536
/// characters, emoji among it, and cannot be told otherwise.
/// </summary>
internal static class ReadableText
{
    // What a JSON string may not hold, and what some readers of lines take for a line end: C1 controls (NEL) and U+2028, U+2029.
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(c => (char)c), '"', '\\', '\u2028', '\u2029']);

    /// <summary>Writes a member.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The text; a lone surrogate becomes U+FFFD.</param>
    public static void WriteText(this Utf8JsonWriter json, string name, string value)
    {
        if (Ascii.IsValid(value))
        {
            json.WriteString(name, value);
            return;
        }

        // Three bytes are the most that one UTF-16 unit takes unescaped; six what it takes escaped.
        var buffer = ArrayPool<byte>.Shared.Rent(checked((6 * value.Length) + 2));
        try
        {
            json.WritePropertyName(name);
            json.WriteRawValue(buffer.AsSpan(0, Encode(value, buffer)), skipInputValidation: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Encode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        destination[0] = (byte)'"';
        var written = 1;
        while (text.Length > 0)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0)
                plain = text.Length;
            written += Encoding.UTF8.GetBytes(text[..plain], destination[written..]);
            if (plain < text.Length)
                written += Escape(text[plain++], destination[written..]);
            text = text[plain..];
        }

        destination[written] = (byte)'"';
        return written + 1;
    }

    private static int Escape(char value, Span<byte> destination)
    {
        var shorthand = value switch { '\n' => 'n', '\r' => 'r', '\t' => 't', '"' => '"', '\\' => '\\', _ => '\0' };
        if (shorthand != '\0')
        {
            destination[0] = (byte)'\\';
            destination[1] = (byte)shorthand;
            return 2;
        }

        "\\u"u8.CopyTo(destination);
        ((int)value).TryFormat(destination[2..], out var digits, "x4", null);
        return 2 + digits;
    }
}
