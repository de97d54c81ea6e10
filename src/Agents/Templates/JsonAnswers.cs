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

    /// <summary>The types of values.</summary>
    internal static IReadOnlyList<string> Types { get; } = ["string", "integer", "number", "boolean", "array", "object"];

    /// <summary>Whether an answer is an object whose key has a value of a type; 3.0 is an integer, as JSON Schema has it.</summary>
    internal static bool HasType(string answer, string key, string type) =>
        Read(answer) is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(key, out var member) && (type, member.ValueKind) switch
        {
            ("integer", JsonValueKind.Number) => member.TryGetDouble(out var number) && number == Math.Floor(number),
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            (_, var kind) => kind.ToString().Equals(type, StringComparison.OrdinalIgnoreCase),
        };

    internal static IEnumerable<(string, bool)> TypeProbes(string key, string type)
    {
        (string Value, string[] Types)[] values =
        [
            ("3", ["integer", "number"]), ("2.5", ["number"]), ("\"3\"", ["string"]), ("true", ["boolean"]), ("[3]", ["array"]), ("{\"a\": 3}", ["object"]),
            ("null", []),
        ];
        foreach (var (value, types) in values)
            yield return ($"{{\"{JsonEncodedText.Encode(key)}\": {value}}}", types.Contains(type));
        yield return ($"{{\"no{JsonEncodedText.Encode(key)}\": {values.First(each => each.Types.Contains(type)).Value}}}", false);
    }
}
