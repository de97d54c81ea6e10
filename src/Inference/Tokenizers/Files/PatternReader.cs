using System.Text.Json;
using Rlar.Inference.Tokenizers.Patterns;

namespace Rlar.Inference.Tokenizers.Files;

/// <summary>Reads a pattern: {"String": text} or {"Regex": expression}.</summary>
internal static class PatternReader
{
    /// <summary>The pattern.</summary>
    internal static TextPattern Read(Section section)
    {
        if (section.Field("String") is { Value.ValueKind: JsonValueKind.String } text)
            return TextPattern.OfText(text.Value.GetString()!);
        var regex = section.Field("Regex");
        if (regex.Value.ValueKind != JsonValueKind.String)
            throw section.Bad("a pattern is needed, {\"String\": ...} or {\"Regex\": ...}");
        try
        {
            return TextPattern.OfRegex(regex.Value.GetString()!);
        }
        catch (FormatException error)
        {
            throw regex.Bad(error.Message, error);
        }
    }
}
