using System.Text.Json;
using System.Text.Json.Nodes;
using Rlar.Agents.Asking;
using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>The JSON schema of what a model may answer with: one to three templates with their slots under all_of or any_of, or none.</summary>
internal static class TemplateSchema
{
    private const int LongestText = 80;
    private const int MostTexts = 6;
    private const int MostParts = 3;
    private static readonly string[] s_left = ["matches"];

    /// <summary>{"join": "all_of" | "any_of", "parts": [{"template", "slots"}]}; no part where no template can say it.</summary>
    internal static JsonElement Of() => Schemas.Element(Schemas.Object(
        ("join", Schemas.Choice("all_of", "any_of")),
        ("parts", Schemas.List(new JsonObject { ["anyOf"] = new JsonArray([.. Kinds().Select(Part)]) }, 0, MostParts))));

    /// <summary>The catalogue as a prompt has it.</summary>
    internal static string Catalogue() => string.Join('\n', Kinds().Select(kind =>
        $"{kind.Name}({string.Join(", ", kind.Slots.Select(slot => slot.Name))}): {kind.Meaning.Split(['.', ':', ';'])[0]}"));

    /// <summary>Reads what the schema describes.</summary>
    /// <exception cref="TemplateException">It is something else.</exception>
    internal static TemplateExpression? Read(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("parts", out var parts) || parts.ValueKind != JsonValueKind.Array)
            throw new TemplateException("$", "an object with join and parts is wanted.");
        var read = parts.EnumerateArray().Select(part => TemplateExpression.Parse(part.GetRawText())).ToList();
        if (read.Count == 0)
            return null;
        var isAny = answer.TryGetProperty("join", out var join) && join.ValueKind == JsonValueKind.String && join.ValueEquals("any_of");
        return isAny ? Checks.Any(read) : Checks.All(read);
    }

    private static IEnumerable<TemplateKind> Kinds() => TemplateCatalog.Kinds.Where(kind => !s_left.Contains(kind.Name));

    private static JsonObject Part(TemplateKind kind) => Schemas.Object(
        ("template", Schemas.Choice(kind.Name)),
        ("slots", Schemas.Object(kind.Slots.Where(slot => slot.Name != "case" || slot.IsRequired).Select(slot => (slot.Name, Slot(slot))))));

    private static JsonNode Slot(TemplateSlot slot) => slot.Type switch
    {
        SlotType.Text => Schemas.Text(LongestText),
        SlotType.Texts => Schemas.List(Schemas.Text(LongestText), 1, MostTexts),
        SlotType.Choice => Schemas.Choice(slot.Choices),
        SlotType.Flag => new JsonObject { ["type"] = "boolean" },
        _ => new JsonObject { ["type"] = new JsonArray("integer", "null") },
    };
}
