using System.Globalization;

namespace Rlar.Inference.Templates.Jinja;

/// <summary>The filters that chat templates use.</summary>
internal static class JinjaFilters
{
    /// <summary>Those that are known.</summary>
    internal static IReadOnlySet<string> Names { get; } = new HashSet<string>
    {
        "trim", "length", "count", "tojson", "default", "d", "join", "upper", "lower", "title", "capitalize", "first", "last", "list", "map", "selectattr",
        "rejectattr", "select", "reject", "string", "int", "replace", "items", "dictsort", "reverse", "safe", "unique",
    };

    /// <summary>What one gives.</summary>
    internal static object? Apply(string name, object? value, JinjaArguments arguments)
    {
        if (name is "length" or "count" && value is JinjaText)
            arguments.Budget.Read(value);
        else if (name is not ("default" or "d" or "length" or "count" or "first" or "last"))
            arguments.Budget.Copy(value);
        switch (name)
        {
            case "default" or "d":
                _ = arguments.Only("default_value", "boolean");
                return value is JinjaUndefined || (JinjaValues.IsTrue(arguments.Get(1, "boolean", false)) && !JinjaValues.IsTrue(value))
                    ? arguments.Get(0, "default_value", JinjaText.Empty)
                    : value;
            case "trim":
                var characters = arguments.Only("chars").Get(0, "chars");
                return JinjaValues.Written(value).Strip(characters is null ? null : JinjaValues.AsText(characters).Value, true, true);
            case "tojson":
                return JinjaJson.Write(value, arguments);
            case "join":
                _ = arguments.Only("d", "attribute");
                var items = arguments.Lacks(1, "attribute")
                    ? JinjaValues.Items(value, arguments.Budget)
                    : Attributes(value, arguments.Get(1, "attribute"), arguments.Budget);
                return Join(items, JinjaValues.Written(arguments.Get(0, "d", JinjaText.Empty)), isMethod: false, arguments.Budget);
            case "replace":
                _ = arguments.Only("old", "new", "count");
                return Replace(JinjaValues.Written(value), arguments);
            case "map" when arguments.Values.Count == 0 && arguments.Named.Count == 1 && !arguments.Lacks(0, "attribute"):
                return Attributes(value, arguments.Named["attribute"], arguments.Budget);
            case "map":
                var filter = JinjaValues.AsText(arguments.Get(0, "filter")).Value;
                return Names.Contains(filter)
                    ? JinjaValues.Items(value, arguments.Budget).ConvertAll(item => Apply(filter, item, Rest(arguments, 1)))
                    : throw JinjaException.Unknown($"map with '{filter}'");
            case "selectattr" or "rejectattr":
                var attribute = JinjaValues.AsText(arguments.Get(0, "attribute"));
                return JinjaValues.Items(value, arguments.Budget)
                    .FindAll(item => Passes(Path(item, attribute, arguments.Budget), Rest(arguments, 1)) == (name == "selectattr"));
            case "select" or "reject":
                return JinjaValues.Items(value, arguments.Budget).FindAll(item => Passes(item, arguments) == (name == "select"));
            default:
                _ = arguments.Only();
                return Plain(name, value, arguments.Budget);
        }
    }

    /// <summary>Items with a text between.</summary>
    internal static JinjaText Join(List<object?> items, JinjaText between, bool isMethod, JinjaBudget budget)
    {
        var texts = items.ConvertAll(item => isMethod ? JinjaValues.AsText(item) : JinjaValues.Written(item));
        budget.Characters(texts.Sum(text => (long)text.Value.Length + between.Value.Length));
        budget.Items(texts.Count);
        var parts = texts.SelectMany((text, index) => index == 0 ? new[] { text } : [between, text]).ToList();
        return JinjaText.Join(parts);
    }

    /// <summary>A text with one text in it replaced by another.</summary>
    internal static JinjaText Replace(JinjaText text, JinjaArguments arguments)
    {
        var (old, by) = (JinjaValues.AsText(arguments.Get(0, "old")), JinjaValues.AsText(arguments.Get(1, "new")));
        if (old.Value.Length > 0)
            arguments.Budget.Characters(text.Value.Length / old.Value.Length * (long)by.Value.Length);
        var most = arguments.Get(2, "count") is { } limit ? (int)Math.Clamp(JinjaValues.Whole(limit), -1, int.MaxValue) : -1;
        return text.Replace(old, by, most);
    }

    /// <summary>A text with capitals at its start and after what ends a word, and small letters elsewhere.</summary>
    internal static JinjaText Cased(object? value, Func<char, bool> endsWord)
    {
        var inside = false;
        return Letters(value).Map(character =>
        {
            var changed = inside ? char.ToLowerInvariant(character) : char.ToUpperInvariant(character);
            inside = !endsWord(character);
            return Changed(character, changed);
        });
    }

    private static object? Plain(string name, object? value, JinjaBudget budget) => name switch
    {
        "length" or "count" => value is JinjaText counted ? (long)counted.Length : JinjaValues.Items(value, budget).Count,
        "first" => JinjaValues.Items(value, budget) is [var first, ..] ? first : new JinjaUndefined("the first item"),
        "last" => JinjaValues.Items(value, budget) is [.., var last] ? last : new JinjaUndefined("the last item"),
        "list" => JinjaValues.Items(value, budget).ToList(),
        "string" or "safe" => JinjaValues.Written(value),
        "int" => Whole(value),
        "items" => value is JinjaUndefined ? new List<object?>() : Pairs(value),
        "dictsort" => Pairs(value).OrderBy(pair => ((List<object?>)pair!)[0]!.ToString()!.ToLowerInvariant(), StringComparer.Ordinal).ToList(),
        "reverse" => JinjaValues.Slice(value, null, null, -1L, budget),
        "unique" => Unique(JinjaValues.Items(value, budget), budget),
        "upper" => Letters(value).Map(character => Changed(character, char.ToUpperInvariant(character))),
        "lower" => Letters(value).Map(character => Changed(character, char.ToLowerInvariant(character))),
        "capitalize" => Cased(value, _ => false),
        "title" => Cased(value, character => JinjaText.IsSpace(character) || character is '-' or '(' or '{' or '[' or '<'),
        _ => throw JinjaException.Unknown($"the filter '{name}'"),
    };

    private static List<object?> Pairs(object? value) =>
        value is JinjaMap map ? JinjaMethods.Pairs(map) : throw JinjaException.Refused($"{JinjaValues.Kind(value)} is no mapping");

    private static object Whole(object? value) => value switch
    {
        long whole => whole,
        bool flag => flag ? 1L : 0L,
        JinjaText text when long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        JinjaText text when !text.Value.Any(char.IsDigit) => 0L,
        _ => throw JinjaException.Unknown($"int of {JinjaValues.Kind(value)}"),
    };

    private static List<object?> Unique(List<object?> items, JinjaBudget budget)
    {
        var kept = new List<object?>();
        foreach (var item in items)
        {
            if (item is not JinjaText)
                throw JinjaException.Unknown("unique of other than texts");
            budget.Step(kept.Count);
            if (!kept.Exists(other => ((JinjaText)other!).Value.Equals(((JinjaText)item).Value, StringComparison.OrdinalIgnoreCase)))
                kept.Add(item);
        }

        return kept;
    }

    // Beyond ASCII the languages have tables of their own; no template changes a content's letters.
    private static JinjaText Letters(object? value)
    {
        var text = JinjaValues.Written(value);
        return text.Value.All(char.IsAscii) ? text : throw JinjaException.Unknown("upper or lower case beyond ASCII");
    }

    private static string? Changed(char character, char changed) => character == changed ? null : changed.ToString();

    private static List<object?> Attributes(object? value, object? attribute, JinjaBudget budget)
    {
        var path = JinjaValues.AsText(attribute);
        return JinjaValues.Items(value, budget).ConvertAll(item => Path(item, path, budget));
    }

    private static object? Path(object? item, JinjaText path, JinjaBudget budget)
    {
        foreach (var name in path.Value.Split('.'))
        {
            budget.Step();
            item = JinjaValues.Member(item, JinjaText.Of(name), budget);
        }

        return item;
    }

    private static bool Passes(object? value, JinjaArguments test)
    {
        if (test.Values.Count == 0)
            return JinjaValues.IsTrue(value);
        var name = JinjaValues.AsText(test.Values[0]).Value switch { "==" => "eq", "!=" => "ne", var other => other };
        return JinjaTests.Names.Contains(name) ? JinjaTests.Holds(name, value, Rest(test, 1)) : throw JinjaException.Unknown($"the test '{name}'");
    }

    private static JinjaArguments Rest(JinjaArguments arguments, int start) => arguments with { Values = [.. arguments.Values.Skip(start)] };
}
