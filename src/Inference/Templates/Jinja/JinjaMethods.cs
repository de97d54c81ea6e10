namespace Rlar.Inference.Templates.Jinja;

/// <summary>The methods of Python's texts and mappings that templates call.</summary>
internal static class JinjaMethods
{
    private static readonly HashSet<string> OfTexts =
    [
        "strip", "lstrip", "rstrip", "split", "rsplit", "startswith", "endswith", "replace", "upper", "lower", "find", "join", "count", "title", "capitalize",
    ];

    private static readonly HashSet<string> OfMaps = ["items", "keys", "values", "get"];

    /// <summary>Those that are known.</summary>
    internal static IReadOnlySet<string> Names { get; } = new HashSet<string>([.. OfTexts, .. OfMaps]);

    /// <summary>Whether a value has it.</summary>
    internal static bool Has(object? value, string name) => value switch
    {
        JinjaText => OfTexts.Contains(name),
        JinjaMap { IsNamespace: false } => OfMaps.Contains(name),
        _ => false,
    };

    /// <summary>What it gives.</summary>
    internal static object? Call(object? value, string name, JinjaArguments arguments) =>
        value is JinjaMap map ? Call(map, name, arguments) : Call((JinjaText)value!, name, arguments);

    private static object? Call(JinjaMap map, string name, JinjaArguments arguments)
    {
        if (name != "get")
            arguments.Budget.Copy(map);
        if (name == "get")
            return map.TryGetValue(JinjaValues.AsText(arguments.Only("key", "default").Get(0, "key")).Value, out var found)
                ? found
                : arguments.Get(1, "default");
        _ = arguments.Only();
        return name switch
        {
            "items" => Pairs(map),
            "keys" => map.Keys.Select(key => JinjaText.Of(key)).ToList<object?>(),
            _ => map.Values.ToList(),
        };
    }

    /// <summary>The keys and values of a mapping, each pair a list.</summary>
    internal static List<object?> Pairs(JinjaMap map) => [.. map.Select(pair => new List<object?> { JinjaText.Of(pair.Key), pair.Value })];

    private static object? Call(JinjaText text, string name, JinjaArguments arguments)
    {
        arguments.Budget.Copy(text);
        switch (name)
        {
            case "strip" or "lstrip" or "rstrip":
                var characters = arguments.Only("chars").Get(0, "chars");
                return text.Strip(characters is null ? null : JinjaValues.AsText(characters).Value, name != "rstrip", name != "lstrip");
            case "split" or "rsplit":
                _ = arguments.Only("sep", "maxsplit");
                var most = arguments.Get(1, "maxsplit") is { } limit ? (int)Math.Clamp(JinjaValues.Whole(limit), -1, int.MaxValue) : -1;
                if (arguments.Get(0, "sep") is not { } separator)
                    return most < 0 ? Counted(Words(text), arguments) : throw JinjaException.Unknown("split at white space with a limit");
                return JinjaValues.AsText(separator).Value is { Length: > 0 } at
                    ? Counted(text.Split(at, most, name == "rsplit"), arguments)
                    : throw JinjaException.Refused("split at an empty text");
            case "startswith" or "endswith":
                var parts = arguments.Only("part").Get(0, "part") is List<object?> several ? several : [arguments.Get(0, "part")];
                return parts.ConvertAll(part => JinjaValues.AsText(part).Value).Exists(part => name == "startswith"
                    ? text.Value.StartsWith(part, StringComparison.Ordinal)
                    : text.Value.EndsWith(part, StringComparison.Ordinal));
            case "find":
                var place = text.Value.IndexOf(JinjaValues.AsText(arguments.Only("part").Get(0, "part")).Value, StringComparison.Ordinal);
                return place < 0 ? -1L : (long)text.Slice(0, place).Length;
            case "count":
                var counted = JinjaValues.AsText(arguments.Only("part").Get(0, "part")).Value;
                return counted.Length > 0 ? (long)text.Split(counted, -1, fromEnd: false).Count - 1 : throw JinjaException.Unknown("count of an empty text");
            case "join":
                return JinjaFilters.Join(JinjaValues.Items(arguments.Only("items").Get(0, "items"), arguments.Budget), text, isMethod: true, arguments.Budget);
            case "title":
                _ = arguments.Only();
                return JinjaFilters.Cased(text, character => !char.IsAsciiLetter(character));
            case "replace":
                _ = arguments.Only("old", "new", "count");
                return JinjaFilters.Replace(text, arguments);
            default:
                return JinjaFilters.Apply(name, text, arguments);
        }
    }

    private static List<object?> Counted(List<object?> items, JinjaArguments arguments)
    {
        arguments.Budget.Items(items.Count);
        return items;
    }

    private static List<object?> Words(JinjaText text)
    {
        var words = new List<object?>();
        for (var at = 0; at < text.Value.Length;)
        {
            var start = at;
            while (at < text.Value.Length && !JinjaText.IsSpace(text.Value[at]))
                at++;
            if (at > start)
                words.Add(text.Slice(start, at - start));
            else
                at++;
        }

        return words;
    }
}
