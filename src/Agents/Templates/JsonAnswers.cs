using System.Text.Json;

namespace Rlar.Agents.Templates;

/// <summary>Answers that are JSON as a whole: no fence around it, no comment, no trailing comma.</summary>
internal static class JsonAnswers
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 64 };

    /// <summary>The value; null where the answer is none.</summary>
    internal static JsonElement? Read(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer, s_strict);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether an answer is an object that has all keys at its top level.</summary>
    internal static bool HasKeys(string answer, IReadOnlyList<string> keys) =>
        Read(answer) is { ValueKind: JsonValueKind.Object } value && keys.All(key => value.TryGetProperty(key, out _));
}
