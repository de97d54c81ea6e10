using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>Reads a text between tags as the declaration of its parameter has it; without one it may be a text or a value.</summary>
internal static class UntypedArgument
{
    private static readonly string[] s_choices = ["anyOf", "oneOf", "allOf"];

    /// <summary>What a text can stand for.</summary>
    /// <param name="text">The text.</param>
    /// <param name="schema">The parameter's declaration, or null.</param>
    public static IReadOnlyList<Literal> Readings(string text, Literal? schema)
    {
        var types = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        AddTypes(schema, types);
        var isText = types.Overlaps(["string", "str"]);
        var isOnlyText = isText && !types.Any(type => type.ToLowerInvariant() is not ("string" or "str" or "null"));
        var isOpen = types.Count == 0 || types.Contains("any");
        var readings = new List<Literal>(2);
        if (isText || isOpen)
            readings.Add(Literal.Of(text));
        if (isText && JsonLiterals.Read(text).Value is { Kind: LiteralKind.Text } quoted)
            readings.Add(quoted);
        if ((!isOnlyText || types.Contains("null")) && Value(text) is { } value && (!isOnlyText || value.Kind == LiteralKind.Null))
            readings.Add(value);
        return readings.Count > 0 ? readings : [Literal.Of(text)];
    }

    private static Literal? Value(string text)
    {
        if (JsonLiterals.Read(text).Value is { } json)
            return json;
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase))
            return Literal.Of(text[0] is 't' or 'T');
        if (text.Equals("null", StringComparison.OrdinalIgnoreCase) || text == "None")
            return Literal.Null;
        var python = new PythonLiterals(text, readsJsonNames: true);
        return python.Value() is { Kind: not (LiteralKind.Name or LiteralKind.Text) } value && python.IsAtEnd() ? value : null;
    }

    private static void AddTypes(Literal? schema, HashSet<string> types)
    {
        if (schema?.Member("type") is { } type)
        {
            foreach (var one in type.Kind == LiteralKind.List ? type.Items : [type])
                types.Add(one.Text);
            return;
        }

        foreach (var choice in s_choices)
        {
            foreach (var one in schema?.Member(choice)?.Items ?? [])
                AddTypes(one, types);
        }

        foreach (var value in schema?.Member("enum")?.Items ?? [])
            types.Add(value.KindName());
    }
}
