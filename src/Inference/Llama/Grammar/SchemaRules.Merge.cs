using System.Text.Json;

namespace Rlar.Inference.Llama.Grammar;

/// <summary>allOf.</summary>
internal sealed partial class SchemaRules
{
    // All parts as one: keywords that only one of them has, names that any requires, and properties that only one describes.
    private SchemaNode Merged(SchemaNode node)
    {
        if (node.Keyword("allOf") is not { ValueKind: JsonValueKind.Array } parts)
            throw node.Refused("'allOf' must be an array of schemas");
        var keywords = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var required = new SortedSet<string>(StringComparer.Ordinal);
        var closed = 0;
        var describing = 0;
        foreach (var part in parts.EnumerateArray().Select((part, index) => Resolved(node.Child(part, "allOf", $"{index}"))).Prepend(node))
        {
            if (part.Value.ValueKind == JsonValueKind.True)
                continue;
            if (part.Value.ValueKind != JsonValueKind.Object)
                throw part.Refused("a part of allOf must be an object or true");
            describing += part.Keyword("properties") is null ? 0 : 1;
            foreach (var keyword in part.Value.EnumerateObject()
                .Where(keyword => !Annotations.Contains(keyword.Name) && !(keyword.NameEquals("allOf") && part.Path == node.Path)))
            {
                closed += keyword.NameEquals("additionalProperties") ? 1 : 0;
                if (keyword.NameEquals("properties") && keyword.Value.ValueKind == JsonValueKind.Object)
                {
                    foreach (var property in keyword.Value.EnumerateObject())
                    {
                        if (!properties.TryAdd(property.Name, property.Value))
                            throw part.Refused($"allOf: the property '{property.Name}' is described by more than one part");
                    }
                }
                else if (keyword.NameEquals("required")
                    && keyword.Value.ValueKind == JsonValueKind.Array
                    && keyword.Value.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String))
                {
                    required.UnionWith(keyword.Value.EnumerateArray().Select(name => name.GetString()!));
                }
                else if (!keywords.TryAdd(keyword.Name, keyword.Value) && !JsonElement.DeepEquals(keywords[keyword.Name], keyword.Value))
                {
                    throw part.Refused($"allOf: '{keyword.Name}' is in more than one part");
                }
            }
        }

        // A part's additionalProperties speaks of the properties of that part only.
        if (closed > 0 && describing > 1)
            throw node.Refused("allOf: 'additionalProperties' in a part cannot be put together with the properties of others");
        if (properties.Count > 0)
            keywords["properties"] = JsonSerializer.SerializeToElement(properties);
        if (required.Count > 0)
            keywords["required"] = JsonSerializer.SerializeToElement(required);
        return node.Child(JsonSerializer.SerializeToElement(keywords), "allOf");
    }

    private SchemaNode Resolved(SchemaNode part)
    {
        var target = Target(part);
        if (target.Keyword("$ref") is not null)
            throw part.Refused("allOf: '$ref' cannot be resolved here");
        return target.Keyword("allOf") is null ? target : Merged(target);
    }
}
