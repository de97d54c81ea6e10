using System.Text.Json;

namespace Rlar.Agents.Routing;

/// <summary>A value of a table of routes that knows where it stands, so that every refusal can say so.</summary>
internal readonly record struct RouteField(JsonElement Json, string Source, string Place)
{
    internal RouteException Refuse(string reason) => new(Source, Place, reason);

    internal void Only(params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in Members())
        {
            if (!names.Contains(name))
                throw Refuse($"has no '{name}'; it takes {string.Join(", ", names!)}");
        }
    }

    internal RouteField Required(string name) => Optional(name) ?? throw Refuse($"needs \"{name}\"");

    internal RouteField? Optional(string name)
    {
        if (Json.ValueKind != JsonValueKind.Object)
            throw Refuse("must be an object");
        return Json.TryGetProperty(name, out var value) ? new RouteField(value, Source, $"{Place}.{name}") : null;
    }

    internal IEnumerable<RouteField> Items()
    {
        if (Json.ValueKind != JsonValueKind.Array)
            throw Refuse("must be a list");
        var (source, place) = (Source, Place);
        return Json.EnumerateArray().Select((item, i) => new RouteField(item, source, $"{place}[{i}]"));
    }

    internal IEnumerable<(string Name, RouteField Value)> Members()
    {
        if (Json.ValueKind != JsonValueKind.Object)
            throw Refuse("must be an object");
        var (source, place) = (Source, Place);
        return Json.EnumerateObject().Select(member => (member.Name, new RouteField(member.Value, source, $"{place}.{member.Name}")));
    }

    internal string Text() => Json.ValueKind == JsonValueKind.String && Json.GetString() is { Length: > 0 } text
        ? text
        : throw Refuse("must be text that is not empty");

    internal string Literal() => Json.ValueKind switch
    {
        JsonValueKind.String => Json.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Json.GetRawText(),
        _ => throw Refuse("must be text, a number, true or false"),
    };

    internal double Number(double min, double max) =>
        Json.ValueKind == JsonValueKind.Number && Json.TryGetDouble(out var number) && number >= min && number <= max
            ? number
            : throw Refuse($"must be a number between {min} and {max}");

    internal TEnum Word<TEnum>()
        where TEnum : struct, Enum
        => Enum.TryParse<TEnum>(Text(), ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw Refuse($"'{Json.GetString()}' is not one of {string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant()}");
}
