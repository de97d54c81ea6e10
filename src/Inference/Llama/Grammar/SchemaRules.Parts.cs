using System.Globalization;
using System.Text.Json;

namespace Rlar.Inference.Llama.Grammar;

/// <summary>Objects, arrays and strings.</summary>
internal sealed partial class SchemaRules
{
    private string Object(SchemaNode node)
    {
        var required = new List<string>();
        if (node.Keyword("required") is { } names)
        {
            if (names.ValueKind != JsonValueKind.Array || names.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
                throw node.Refused("'required' must be an array of names");
            required.AddRange(names.EnumerateArray().Select(name => name.GetString()!).Distinct(StringComparer.Ordinal));
        }

        var members = new List<(string Name, SchemaNode Schema)>();
        if (node.Keyword("properties") is { } properties)
        {
            if (properties.ValueKind != JsonValueKind.Object)
                throw node.Refused("'properties' must be an object");
            members.AddRange(properties.EnumerateObject().Select(property => (property.Name, node.Child(property.Value, "properties", property.Name))));
            if (members.GroupBy(member => member.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw node.Refused($"the property '{twice.Key}' is there twice");
        }

        var more = node.Keyword("additionalProperties");
        // Nothing said: any member is allowed. It is written where there would be nothing else to write.
        SchemaNode? others = more is { ValueKind: JsonValueKind.False } || (more is null && members.Count > 0) ? null
            : more is { } schema ? node.Child(schema, "additionalProperties") : new SchemaNode(JsonDocument.Parse("true").RootElement, node.Path, node.Depth);
        foreach (var name in required.Where(name => !members.Exists(member => member.Name == name)))
        {
            if (more is { ValueKind: JsonValueKind.False })
                throw node.Refused($"'{name}' is required, and no schema allows it");
            members.Add((name, more is { } schemaOfMore
                ? node.Child(schemaOfMore, "additionalProperties")
                : new SchemaNode(JsonDocument.Parse("true").RootElement, node.Path, node.Depth)));
        }

        // What false says of an optional property is that it is not there.
        var absent = members
            .Where(member => member.Schema.Value.ValueKind == JsonValueKind.False && !required.Contains(member.Name))
            .Select(member => member.Name).ToList();
        var written = members
            .Where(member => !absent.Contains(member.Name))
            .Select(member => (member.Name, Text: $"{GbnfText.Json(member.Name)} \":\" {Space()} {Body(member.Schema)}"))
            .ToList();
        var other = others is { } rest ? $"{OtherName([.. members.Select(member => member.Name)])} \":\" {Space()} {Body(rest)}" : null;
        var comma = $"\",\" {Space()} ";
        // From the end: what may follow after the members before, where there was one and where there was none.
        var (after, first) = other is null ? ("", "") : ($"({comma}{other})*", $"({other} ({comma}{other})*)?");
        foreach (var (name, text) in written.AsEnumerable().Reverse())
        {
            var member = NewRule("member", text);
            after = after.Length == 0 ? "" : NewRule("more", after);
            first = first.Length == 0 ? "" : NewRule("first", first);
            var optional = !required.Contains(name);
            first = optional ? $"{member} {after} | {Or(first)}" : $"{member} {after}";
            after = optional ? $"{comma}{member} {after} | {Or(after)}" : $"{comma}{member} {after}";
        }

        return NewRule("object", $"\"{{\" {Space()} {(first.Length == 0 ? "" : NewRule("members", first))} {Space()} \"}}\"");
    }

    private static string Or(string text) => text.Length == 0 ? "\"\"" : text;

    // A name that is none of these. Without escapes, so that each name has one way to be written.
    private string OtherName(List<string> names)
    {
        const string plain = "[^\"\\\\\\x00-\\x1F]";
        return NewRule("name", $"\"\\\"\" {Not([.. names.Distinct(StringComparer.Ordinal)])} \"\\\"\"");

        string Not(List<string> endings)
        {
            if (endings.Count == 0)
                return $"{plain}*";
            var groups = endings
                .Where(ending => ending.Length > 0)
                .Select(ending => (First: ending.EnumerateRunes().First(), Ending: ending))
                .GroupBy(pair => pair.First, pair => pair.Ending[pair.First.Utf16SequenceLength..])
                .ToList();
            var known = string.Concat(groups.Select(group => GbnfText.Character(group.Key.Value)));
            var alternatives = groups
                .Where(group => group.Key.Value >= 0x20 && group.Key.Value is not '"' and not '\\')
                .Select(group => $"{GbnfText.Literal(group.Key.ToString())} {Not([.. group])}")
                .ToList();
            alternatives.Add($"[^\"\\\\\\x00-\\x1F{known}] {plain}*");
            if (!endings.Contains(""))
                alternatives.Add("\"\"");
            return NewRule("not", string.Join(" | ", alternatives));
        }
    }

    private string Array(SchemaNode node)
    {
        var (least, most) = (node.Count("minItems") ?? 0, node.Count("maxItems"));
        var before = new List<string>();
        if (node.Keyword("prefixItems") is { } prefix)
        {
            if (prefix.ValueKind != JsonValueKind.Array)
                throw node.Refused("'prefixItems' must be an array of schemas");
            before.AddRange(
                prefix.EnumerateArray()
                    .Select((part, index) => Body(node.Child(part, "prefixItems", index.ToString(CultureInfo.InvariantCulture)))));
        }

        if (node.Keyword("items") is { ValueKind: JsonValueKind.Array })
            throw node.Refused("'items' as an array is of an old draft; use 'prefixItems'");
        if (most < least)
            throw node.Refused($"it wants at least {least} and at most {most} items");
        // After a prefix, more only where it is asked for; what is not said allows anything.
        var item = node.Keyword("items") is { } items
            ? items.ValueKind == JsonValueKind.False ? null : Body(node.Child(items, "items"))
            : before.Count > 0 && least <= before.Count ? null : Any();
        if (item is null && least > before.Count)
            throw node.Refused($"it wants at least {least} items and allows {before.Count}");
        if (most < before.Count)
            before.RemoveRange(most.Value, before.Count - most.Value);
        var comma = $"\",\" {Space()} ";
        var (from, to) = (Math.Max(0, least - before.Count), most - before.Count);
        var inside = string.Join($" {comma}", before);
        if (item is not null && to is null or > 0)
        {
            inside = before.Count > 0 ? $"{inside} ({comma}{item}){Times(from, to)}"
                : from > 0 ? $"{item} ({comma}{item}){Times(from - 1, to - 1)}"
                : $"({item} ({comma}{item}){Times(0, to - 1)})?";
        }

        return NewRule("array", $"\"[\" {Space()} {inside} {Space()} \"]\"");
    }

    private string String(SchemaNode node)
    {
        var (least, most) = (node.Count("minLength") ?? 0, node.Count("maxLength"));
        if (most < least)
            throw node.Refused($"it wants at least {least} and at most {most} characters");
        var (pattern, format) = (node.Keyword("pattern"), node.Keyword("format"));
        if ((pattern is null ? 0 : 1) + (format is null ? 0 : 1) + (least > 0 || most is not null ? 1 : 0) > 1)
            throw node.Refused("more than one of 'pattern', 'format' and the lengths cannot be expressed");
        if (pattern is { } regex)
            return NewRule(
                "string",
                "\"\\\"\" "
                + (regex.ValueKind == JsonValueKind.String
                    ? new PatternGrammar(regex.GetString()!, node).Write()
                    : throw node.Refused("'pattern' must be a text"))
                + " \"\\\"\"");
        if (format is { } named)
            return Shared("format", $"\"\\\"\" {SchemaFormat.Of(named.ValueKind == JsonValueKind.String ? named.GetString()! : "", node)} \"\\\"\"");
        return Shared("string", $"\"\\\"\" {Character()}{Times(least, most)} \"\\\"\"");
    }

    private static string Times(int least, int? most) => (least, most) switch
    {
        (0, null) => "*",
        (_, null) => string.Create(CultureInfo.InvariantCulture, $"{{{least},}}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{{{least},{most}}}"),
    };
}
