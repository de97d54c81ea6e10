using System.Text.Json;

namespace Rlar.Inference.Llama.Grammar;

/// <summary>A part of a JSON Schema and where it is.</summary>
/// <param name="Value">The part.</param>
/// <param name="Path">Its JSON pointer, "#" for the whole.</param>
/// <param name="Depth">How many parts it lies within.</param>
internal readonly record struct SchemaNode(JsonElement Value, string Path, int Depth)
{
    private const int MostNested = 100;

    /// <summary>A part within this one.</summary>
    /// <exception cref="InferenceException">It is nested too deep.</exception>
    internal SchemaNode Child(JsonElement value, params ReadOnlySpan<string> steps)
    {
        var path = Path;
        foreach (var step in steps)
            path += "/" + step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        return Depth < MostNested ? new SchemaNode(value, path, Depth + 1) : throw Refused($"it is nested more than {MostNested} deep");
    }

    /// <summary>A keyword's value, if it is there.</summary>
    internal JsonElement? Keyword(string name) => Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A keyword's count, if it is there.</summary>
    /// <exception cref="InferenceException">It is no count, or one that is too large.</exception>
    internal int? Count(string name)
    {
        const int most = 100_000;
        if (Keyword(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= most && number == Math.Floor(number)
            ? (int)number
            : throw Refused($"'{name}' must be a whole number from 0 to {most}");
    }

    /// <summary>The error that says why this part cannot be written.</summary>
    internal InferenceException Refused(string why) => new($"The JSON schema cannot be made a grammar: {Path}: {why}.");
}
