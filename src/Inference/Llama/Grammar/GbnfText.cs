using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rlar.Inference.Llama.Grammar;

/// <summary>Texts as GBNF writes them.</summary>
internal static class GbnfText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A text, in quotes.</summary>
    internal static string Literal(string text)
    {
        var written = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            _ = written.Append(Character(rune.Value));
        return written.Append('"').ToString();
    }

    /// <summary>A JSON value without white space, in quotes.</summary>
    internal static string Json(JsonElement value) => Literal(JsonSerializer.Serialize(value, Plain));

    /// <summary>A string's JSON, in quotes.</summary>
    internal static string Json(string value) => Literal(JsonSerializer.Serialize(value, Plain));

    /// <summary>A character in a text or a class.</summary>
    internal static string Character(int point) => char.IsAsciiLetterOrDigit((char)point) && point < 0x80
        ? ((char)point).ToString()
        : string.Create(CultureInfo.InvariantCulture, $"\\U{point:X8}");
}
