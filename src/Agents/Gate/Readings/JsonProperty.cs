using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rlar.Agents.Gate.Readings;

/// <summary>Valid JSON, and keys with the kinds that a description gives: "exactly the keys name (a string), age (a non-negative integer)".</summary>
internal static partial class JsonProperty
{
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <summary>What of JSON a description asks for.</summary>
    internal static IEnumerable<Property> Read(string description)
    {
        if (!description.Contains("JSON", StringComparison.OrdinalIgnoreCase))
            yield break;
        yield return new Property("valid JSON", (_, text) => IsJson(text));
        (string Name, string Kind)[] keys = [.. Keys().Matches(description).Select(match => (match.Groups["key"].Value, match.Groups["kind"].Value))];
        if (keys.Length == 0)
            yield break;
        yield return new Property("an object with " + string.Join(", ", keys.Select(key => key.Name)), (_, text) => HasKeys(text, keys));
        if (Exactly().IsMatch(description))
            yield return new Property("no other keys", (_, text) => Keyed(text)?.All(name => keys.Any(key => key.Name == name)) ?? false);
    }

    private static bool IsJson(string text) => Parse(text) is not null;

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.Trim(), s_strict);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string[]? Keyed(string text) =>
        Parse(text) is { ValueKind: JsonValueKind.Object } found ? [.. found.EnumerateObject().Select(member => member.Name)] : null;

    private static bool HasKeys(string text, (string Name, string Kind)[] keys) => Parse(text) is { ValueKind: JsonValueKind.Object } found
        && keys.All(key => found.TryGetProperty(key.Name, out var value) && IsKind(value, key.Kind.ToLowerInvariant()));

    private static bool IsKind(JsonElement value, string kind) => kind switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.Array,
    };

    [GeneratedRegex(
        @"\b(?<key>[A-Za-z_][A-Za-z0-9_]{0,30}) \((an? )?(non-negative |positive |whole )?(?<kind>string|integer|number|boolean|array|list|object)\b", Linear)]
    private static partial Regex Keys();

    [GeneratedRegex(@"exactly (the|these)|only the|no other", Linear)]
    private static partial Regex Exactly();
}
