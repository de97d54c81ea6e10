using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Rlar.Inference.Llama.Grammar;

/// <summary>Writes the grammar of a JSON Schema's documents.</summary>
internal sealed partial class SchemaRules
{
    private static readonly HashSet<string> Annotations = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "$comment", "$defs", "definitions", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly",
    };

    private static readonly Dictionary<string, string[]> KeywordsOf = new(StringComparer.Ordinal)
    {
        ["object"] = ["properties", "required", "additionalProperties"],
        ["array"] = ["items", "prefixItems", "minItems", "maxItems"],
        ["string"] = ["minLength", "maxLength", "pattern", "format"],
        ["number"] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        ["integer"] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        ["boolean"] = [],
        ["null"] = [],
    };

    private readonly SchemaNode _root;
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _references = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);
    private int _rules;

    internal SchemaRules(JsonElement schema) => _root = new SchemaNode(schema, "#", 0);

    /// <summary>The grammar.</summary>
    /// <exception cref="InferenceException">The schema cannot be expressed.</exception>
    internal string Write()
    {
        _references["#"] = "root-value";
        var root = Body(_root);
        _ = _text.Append("root-value ::= ").Append(root).Append("\nroot ::= root-value\n");
        return _text.ToString();
    }

    // What stands for the documents of a part: a rule's name, or a text in brackets.
    private string Body(SchemaNode node)
    {
        switch (node.Value.ValueKind)
        {
            case JsonValueKind.True:
                return Any();
            case JsonValueKind.Object:
                break;
            default:
                throw node.Refused(node.Value.ValueKind == JsonValueKind.False ? "'false' accepts nothing" : "a schema is an object, true or false");
        }

        var keywords = node.Value.EnumerateObject().Select(property => property.Name).Where(name => !Annotations.Contains(name)).ToList();
        if (keywords.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw node.Refused($"'{twice.Key}' is there twice");
        if (node.Keyword("$ref") is { } reference)
        {
            Only(node, keywords, "$ref");
            return Reference(node, reference);
        }

        foreach (var combined in (string[])["anyOf", "oneOf"])
        {
            if (node.Keyword(combined) is not { } branches)
                continue;
            Only(node, keywords, combined);
            return Alternatives(node, combined, branches);
        }

        if (node.Keyword("allOf") is not null)
            return Body(Merged(node));
        if (node.Keyword("const") is { } value)
        {
            Only(node, keywords, "const", "type");
            return Values(node, [value]);
        }

        if (node.Keyword("enum") is { } values)
        {
            Only(node, keywords, "enum", "type");
            return values.ValueKind == JsonValueKind.Array ? Values(node, [.. values.EnumerateArray()]) : throw node.Refused("'enum' must be an array");
        }

        var types = Types(node, keywords);
        if (types.Count == 0)
            return Any();
        var allowed = types.SelectMany(type => KeywordsOf[type]).Append("type").ToHashSet(StringComparer.Ordinal);
        if (keywords.Find(name => !allowed.Contains(name)) is { } other)
            throw node.Refused(
                KeywordsOf.Values.Any(known => known.Contains(other))
                    ? $"'{other}' says nothing of the type {string.Join(" or ", types)}"
                    : $"'{other}' cannot be expressed");
        return Group(types.Select(type => type switch
        {
            "object" => Object(node),
            "array" => Array(node),
            "string" => String(node),
            "integer" => Shared("integer", NumberRange.Integer(node)),
            "number" => Shared("number", NumberRange.Number(node)),
            "boolean" => "\"true\" | \"false\"",
            _ => "\"null\"",
        }));
    }

    // Keywords of a type mean that type where none is given.
    private static List<string> Types(SchemaNode node, List<string> keywords)
    {
        if (node.Keyword("type") is not { } given)
        {
            var meant = KeywordsOf.Where(pair => pair.Key != "integer" && pair.Value.Any(keywords.Contains)).Select(pair => pair.Key).ToList();
            if (meant.Count == 0 && keywords.Count > 0)
                throw node.Refused($"'{keywords[0]}' cannot be expressed");
            return meant.Count <= 1 ? meant : throw node.Refused($"it has keywords of {string.Join(" and ", meant)} and no 'type'");
        }

        List<string> types = given.ValueKind switch
        {
            JsonValueKind.String => [given.GetString()!],
            JsonValueKind.Array => [.. given.EnumerateArray().Select(type => type.ValueKind == JsonValueKind.String ? type.GetString()! : "")],
            _ => [""],
        };
        if (types.Count == 0 || types.Find(type => !KeywordsOf.ContainsKey(type)) is not null)
            throw node.Refused($"'type' must be one or more of {string.Join(", ", KeywordsOf.Keys)}");
        // Every integer is a number.
        return types.Contains("number") ? [.. types.Where(type => type != "integer").Distinct()] : [.. types.Distinct()];
    }

    private string Reference(SchemaNode node, JsonElement reference)
    {
        if (reference.ValueKind != JsonValueKind.String
            || reference.GetString() is not { } pointer
            || (pointer != "#" && !pointer.StartsWith("#/", StringComparison.Ordinal)))
            throw node.Refused("'$ref' must be a place in the same document, such as '#/$defs/name'");
        if (_references.TryGetValue(pointer, out var known))
            return known;
        var target = _root.Value;
        foreach (var step in pointer.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var found = target.ValueKind switch
            {
                JsonValueKind.Object => target.TryGetProperty(name, out target),
                JsonValueKind.Array =>
                    int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < target.GetArrayLength() && (target = target[index]).ValueKind != JsonValueKind.Undefined,
                _ => false,
            };
            if (!found)
                throw node.Refused($"'$ref' names {pointer}, and there is nothing");
        }

        // Named before it is written, so that it may speak of itself.
        var rule = _references[pointer] = NewName("ref");
        Define(rule, Body(new SchemaNode(target, pointer, node.Depth + 1)));
        return rule;
    }

    private string Alternatives(SchemaNode node, string keyword, JsonElement branches)
    {
        if (branches.ValueKind != JsonValueKind.Array || branches.GetArrayLength() == 0)
            throw node.Refused($"'{keyword}' must be an array of schemas");
        var parts = branches.EnumerateArray().Select((branch, index) => node.Child(branch, keyword, index.ToString(CultureInfo.InvariantCulture))).ToList();
        if (keyword == "oneOf" && SchemaOverlap.Find(parts, Target) is { } pair)
            throw node.Refused(
                $"oneOf: {pair.One} and {pair.Other} may accept the same document; a grammar cannot say 'only one of them'. "
                + "Use anyOf, or give them types or constants that differ");
        return Group(parts.Select(Body));
    }

    // The part that references lead to.
    private SchemaNode Target(SchemaNode node)
    {
        for (var hops = 0;
            hops < 20 && node.Keyword("$ref") is { ValueKind: JsonValueKind.String } reference
                && reference.GetString()!.StartsWith("#/", StringComparison.Ordinal);
            hops++)
        {
            var target = _root.Value;
            foreach (var step in reference.GetString()!.Split('/').Skip(1))
            {
                if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(step, out target))
                    return node;
            }

            node = node with { Value = target };
        }

        return node;
    }

    private string Values(SchemaNode node, List<JsonElement> values)
    {
        var types = node.Keyword("type") is null ? null : Types(node, []);
        var left = values
            .Where(value => types is null || types.Exists(type => SchemaOverlap.IsOf(value, type)))
            .Select(GbnfText.Json)
            .Distinct(StringComparer.Ordinal).ToList();
        return left.Count > 0 ? Group(left) : throw node.Refused("none of the values is of the type");
    }

    private string Any()
    {
        if (_shared.Add("any"))
        {
            var name = "any-object";
            Define(
                "any",
                "any-object | any-array | " + Shared("string", $"\"\\\"\" {Character()}* \"\\\"\"")
                + " | " + Shared("number", NumberRange.Number(new SchemaNode(default, "#", 0)))
                + " | \"true\" | \"false\" | \"null\"");
            Define(name, $"\"{{\" {Space()} ( string \":\" {Space()} any (\",\" {Space()} string \":\" {Space()} any)* )? {Space()} \"}}\"");
            Define("any-array", $"\"[\" {Space()} ( any (\",\" {Space()} any)* )? {Space()} \"]\"");
        }

        return "any";
    }

    private string Space()
    {
        // Some for readers, and not so much that a model loses itself in it.
        if (_shared.Add("space"))
            Define("space", "\" \"? | \"\\n\" \" \"{0,20}");
        return "space";
    }

    private string Character()
    {
        // An escape that is half of a surrogate pair would be no text.
        if (_shared.Add("character"))
            Define("character", "[^\"\\\\\\x00-\\x1F] | \"\\\\\" ( [\"\\\\/bfnrt] | \"u\" ( [0-9a-cA-CefEF] [0-9a-fA-F]{3} | [dD] [0-7] [0-9a-fA-F]{2} ) )");
        return "character";
    }

    // What several parts write in the same way is one rule; a name with another text gets a rule of its own.
    private string Shared(string name, string body)
    {
        if (_references.TryGetValue($"{name}={body}", out var known))
            return known;
        var rule = _shared.Add(name) ? name : NewName(name);
        _references[$"{name}={body}"] = rule;
        Define(rule, body);
        return rule;
    }

    private string NewRule(string name, string body)
    {
        var rule = NewName(name);
        Define(rule, body);
        return rule;
    }

    private string NewName(string name) => $"{name}-{(++_rules).ToString(CultureInfo.InvariantCulture)}";

    private void Define(string rule, string body) => _ = _text.Append(rule).Append(" ::= ").Append(body).Append('\n');

    private static string Group(IEnumerable<string> alternatives)
    {
        var all = alternatives.Distinct(StringComparer.Ordinal).ToList();
        return all.Count == 1 && !all[0].Contains(' ', StringComparison.Ordinal) ? all[0] : $"( {string.Join(" | ", all)} )";
    }

    private static void Only(SchemaNode node, List<string> keywords, params string[] allowed)
    {
        if (keywords.Find(name => !allowed.Contains(name)) is { } other)
            throw node.Refused($"'{other}' beside '{allowed[0]}' cannot be expressed");
    }
}
