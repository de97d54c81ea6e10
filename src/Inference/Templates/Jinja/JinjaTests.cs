namespace Rlar.Inference.Templates.Jinja;

/// <summary>What follows <c>is</c>.</summary>
internal static class JinjaTests
{
    /// <summary>Those that are known.</summary>
    internal static IReadOnlySet<string> Names { get; } = new HashSet<string>
    {
        "defined", "undefined", "none", "string", "mapping", "iterable", "sequence", "number", "integer", "float", "boolean", "true", "false",
        "odd", "even", "equalto", "eq", "ne", "in", "sameas", "callable",
    };

    /// <summary>Whether one holds.</summary>
    internal static bool Holds(string name, object? value, JinjaArguments arguments)
    {
        _ = name is "equalto" or "eq" or "ne" or "in" or "sameas" ? arguments.Only("other") : arguments.Only();
        var other = arguments.Get(0, "other");
        return name switch
        {
            "defined" => value is not JinjaUndefined,
            "undefined" => value is JinjaUndefined,
            "none" => value is null,
            "string" => value is JinjaText,
            "mapping" => value is JinjaMap { IsNamespace: false },
            "iterable" or "sequence" => value is JinjaText or List<object?> or JinjaUndefined or JinjaMap { IsNamespace: false },
            "number" => value is long or double or bool,
            "integer" => value is long,
            "float" => value is double,
            "boolean" => value is bool,
            "true" => value is true,
            "false" => value is false,
            "odd" => JinjaValues.Whole(value) % 2 != 0,
            "even" => JinjaValues.Whole(value) % 2 == 0,
            "callable" => value is JinjaFunction,
            "in" => JinjaValues.IsIn(value, other, arguments.Budget),
            "ne" => !JinjaValues.AreEqual(value, other, arguments.Budget),
            "sameas" when value is not (bool or null) || other is not (bool or null) => throw JinjaException.Unknown("'sameas' of other than truth values"),
            "sameas" => value is bool == other is bool && JinjaValues.AreEqual(value, other, arguments.Budget),
            _ => JinjaValues.AreEqual(value, other, arguments.Budget),
        };
    }
}
