using System.Text.Json;

namespace Rlar.Agents.Templates;

/// <summary>Reads expressions strictly: what is not known is refused with its place, never skipped.</summary>
internal static class TemplateReader
{
    private const int Deepest = 6;
    private const int MostParts = 16;
    private const int MostTexts = 20;
    private const int LongestText = 200;
    private const int LongestExpression = 20_000;
    private const double GreatestCount = 1_000_000;
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    internal static TemplateExpression Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > LongestExpression)
            throw new TemplateException("$", $"an expression has at most {LongestExpression} characters, not {json.Length}.");
        try
        {
            using var document = JsonDocument.Parse(json, s_strict);
            return Read(document.RootElement, "$", 0);
        }
        catch (JsonException error)
        {
            throw new TemplateException("$", $"no JSON: {error.Message}", error);
        }
    }

    private static TemplateExpression Read(JsonElement element, string place, int depth)
    {
        if (depth > Deepest)
            throw new TemplateException(place, $"compositions may be {Deepest} deep.");
        if (element.ValueKind != JsonValueKind.Object)
            throw new TemplateException(place, "write an object {\"template\": …, \"slots\": {…}}.");
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name is not ("template" or "slots"))
                throw new TemplateException($"{place}.{property.Name}", "an expression has template and slots alone.");
        }

        if (!element.TryGetProperty("template", out var named) || named.ValueKind != JsonValueKind.String)
            throw new TemplateException(place, "the name of a template is missing: \"template\": \"contains\".");
        if (!element.TryGetProperty("slots", out var slots))
            slots = s_none;
        if (slots.ValueKind != JsonValueKind.Object)
            throw new TemplateException($"{place}.slots", "slots are an object.");
        var name = named.GetString()!;
        return name switch
        {
            "all_of" => TemplateExpression.AllOf(Parts(slots, $"{place}.slots", depth)),
            "any_of" => TemplateExpression.AnyOf(Parts(slots, $"{place}.slots", depth)),
            "not" => TemplateExpression.Not(Part(slots, place, depth)),
            "each" => TemplateExpression.Each(Scope(slots, TextParts.Units, $"{place}.slots"), Part(slots, place, depth, "of")),
            "within" => TemplateExpression.Within(Scope(slots, TextParts.Places, $"{place}.slots"), Part(slots, place, depth, "of")),
            _ => Check(name, slots, place),
        };
    }

    private static readonly JsonElement s_none = JsonDocument.Parse("{}").RootElement.Clone();

    private static TemplateExpression Part(JsonElement slots, string place, int depth, string? beside = null) =>
        Read(Only(slots, "part", $"{place}.slots", beside), $"{place}.slots.part", depth + 1);

    private static string Scope(JsonElement slots, IReadOnlyList<string> scopes, string place) =>
        slots.TryGetProperty("of", out var of) && of.ValueKind == JsonValueKind.String && scopes.Contains(of.GetString()!)
            ? of.GetString()!
            : throw new TemplateException($"{place}.of", $"one of {string.Join(", ", scopes)}.");

    private static JsonElement Only(JsonElement slots, string name, string place, string? beside = null)
    {
        foreach (var property in slots.EnumerateObject())
        {
            if (property.Name != name && property.Name != beside)
                throw new TemplateException($"{place}.{property.Name}", $"there is no such slot; the slot is {name}.");
        }

        return slots.TryGetProperty(name, out var value) ? value : throw new TemplateException(place, $"the slot {name} is missing.");
    }

    private static List<TemplateExpression> Parts(JsonElement slots, string place, int depth)
    {
        var parts = Only(slots, "parts", place);
        if (parts.ValueKind != JsonValueKind.Array || parts.GetArrayLength() is < 1 or > MostParts)
            throw new TemplateException($"{place}.parts", $"parts are a list of 1 to {MostParts} expressions.");
        return [.. parts.EnumerateArray().Select((part, index) => Read(part, $"{place}.parts[{index}]", depth + 1))];
    }

    private static TemplateExpression Check(string name, JsonElement given, string place)
    {
        var kind = TemplateCatalog.Find(name)
            ?? throw new TemplateException($"{place}.template",
                $"there is no template '{(name.Length > 60 ? name[..60] : name)}'; there are "
                + $"{string.Join(", ", TemplateCatalog.Names)}, all_of, any_of, not, each and within.");
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var property in given.EnumerateObject())
        {
            var slot = kind.Slots.FirstOrDefault(slot => slot.Name == property.Name)
                ?? throw new TemplateException(
                    $"{place}.slots.{property.Name}",
                    $"{name} has no such slot; it has {(kind.Slots.Count == 0 ? "none" : string.Join(", ", kind.Slots.Select(slot => slot.Name)))}.");
            if (property.Value.ValueKind != JsonValueKind.Null)
                values[slot.Name] = Value(slot, property.Value, $"{place}.slots.{slot.Name}");
        }

        if (kind.Slots.FirstOrDefault(slot => slot.IsRequired && !values.ContainsKey(slot.Name)) is { } missing)
            throw new TemplateException($"{place}.slots", $"{name} needs the slot {missing.Name}: {missing.Meaning}.");
        if (name is "letter_forbidden" or "first_letter" or "letter_count" && ((string)values["letter"] is not [var letter] || !char.IsLetter(letter)))
            throw new TemplateException($"{place}.slots.letter", "one letter.");
        return TemplateExpression.Check(kind, new SlotValues($"{place}.slots", values));
    }

    private static object Value(TemplateSlot slot, JsonElement value, string place) => (slot.Type, value.ValueKind) switch
    {
        (SlotType.Text, JsonValueKind.String) => Text(value, place),
        (SlotType.Texts, JsonValueKind.Array) when value.GetArrayLength() is >= 1 and <= MostTexts =>
            value.EnumerateArray().Select((text, index) => Text(text, $"{place}[{index}]")).ToArray(),
        (SlotType.Count, JsonValueKind.Number) when value.TryGetDouble(out var count) && count is >= 0 and <= GreatestCount
            && count == Math.Floor(count) => count,
        (SlotType.Number, JsonValueKind.Number) when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        (SlotType.Flag, JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        (SlotType.Choice, JsonValueKind.String) when slot.Choices.Contains(value.GetString()!) => value.GetString()!,
        _ => throw new TemplateException(place, slot.Type switch
        {
            SlotType.Text => $"a text of 1 to {LongestText} characters.",
            SlotType.Texts => $"a list of 1 to {MostTexts} texts.",
            SlotType.Count => $"a whole number from 0 to {GreatestCount:N0}, or null.",
            SlotType.Number => "a finite number, or null.",
            SlotType.Flag => "true or false.",
            _ => $"one of {string.Join(", ", slot.Choices)}.",
        }),
    };

    private static string Text(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestText } text && text.Trim().Length > 0
            ? text
            : throw new TemplateException(place, $"a text of 1 to {LongestText} characters that are not all blanks.");
}
