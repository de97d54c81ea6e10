using System.Text.Json;

namespace Rlar.Inference.Llama.Grammar;

/// <summary>Whether two schemas may accept the same document.</summary>
internal static class SchemaOverlap
{
    /// <summary>Two parts that may; null where no two do.</summary>
    internal static (string One, string Other)? Find(List<SchemaNode> parts, Func<SchemaNode, SchemaNode> target)
    {
        for (var one = 0; one < parts.Count; one++)
        {
            for (var other = one + 1; other < parts.Count; other++)
            {
                if (!AreApart(target(parts[one]), target(parts[other]), target))
                    return (parts[one].Path, parts[other].Path);
            }
        }

        return null;
    }

    /// <summary>Whether a value is of a type.</summary>
    internal static bool IsOf(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && value.TryGetDouble(out var number) && number == Math.Floor(number)),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => type == "null",
    };

    private static bool AreApart(SchemaNode one, SchemaNode other, Func<SchemaNode, SchemaNode> target)
    {
        if (Values(one) is { } values && Values(other) is { } others)
            return !values.Exists(value => others.Exists(another => JsonElement.DeepEquals(value, another)));
        if (Kinds(one) is not { } kinds || Kinds(other) is not { } otherKinds)
            return false;
        if (!kinds.Overlaps(otherKinds))
            return true;
        // Objects with a required member that cannot be the same.
        if (kinds.Count > 1 || otherKinds.Count > 1 || !kinds.Contains("object")
            || one.Keyword("properties") is not { ValueKind: JsonValueKind.Object } members
            || other.Keyword("properties") is not { ValueKind: JsonValueKind.Object } otherMembers)
            return false;
        return members.EnumerateObject().Any(member => Requires(one, member.Name) && Requires(other, member.Name)
            && otherMembers.TryGetProperty(member.Name, out var same)
            && Values(target(one.Child(member.Value, member.Name))) is { } these && Values(target(other.Child(same, member.Name))) is { } those
            && !these.Exists(value => those.Exists(another => JsonElement.DeepEquals(value, another))));
    }

    private static bool Requires(SchemaNode node, string name) =>
        node.Keyword("required") is { ValueKind: JsonValueKind.Array } names
        && names.EnumerateArray().Any(required => required.ValueKind == JsonValueKind.String && required.ValueEquals(name));

    private static List<JsonElement>? Values(SchemaNode node) =>
        node.Keyword("const") is { } value ? [value] : node.Keyword("enum") is { ValueKind: JsonValueKind.Array } values ? [.. values.EnumerateArray()] : null;

    // With integers as numbers, as JSON has it.
    private static HashSet<string>? Kinds(SchemaNode node)
    {
        if (Values(node) is { } values)
            return [.. values.Select(value =>
                ((string[])["object", "array", "string", "number", "boolean"]).FirstOrDefault(type => IsOf(value, type), "null"))];
        return node.Keyword("type") switch
        {
            { ValueKind: JsonValueKind.String } type => [type.ValueEquals("integer") ? "number" : type.GetString()!],
            { ValueKind: JsonValueKind.Array } types when types.EnumerateArray().All(type => type.ValueKind == JsonValueKind.String) =>
                [.. types.EnumerateArray().Select(type => type.ValueEquals("integer") ? "number" : type.GetString()!)],
            _ => null,
        };
    }
}
