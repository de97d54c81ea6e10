using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads the route that a row carries: {"task"?, "tools": [{"id", "version"?, "weight"?}], "confidence"?, "why"?}, or the same as JSON in a text, as
/// tables keep it. A column of that name that is anything else is some other data set's and is left; a route whose weight cannot be one is refused, since
/// the row would else be scored by another route than the one that stands in it.
/// </summary>
internal static class RouteReader
{
    /// <summary>The route; null where the row has none, or one without tools.</summary>
    public static WrittenRoute? Read(in RowValues row)
    {
        if (row.First(RowField.Route) is not { } column)
            return null;
        var value = row[column];
        if (value.Kind == JsonTokenType.String)
            value = value.Parsed();
        if (value.Kind == JsonTokenType.StartObject && Read(value.Element(), row.Place, column.Name) is { } route)
            return route.Tools.Count > 0 ? route : null;
        row.LeaveUnread(column, "it is no route: {\"tools\": [{\"id\", \"weight\"?}]}");
        return null;
    }

    private static WrittenRoute? Read(JsonElement route, RowPlace place, string column)
    {
        if (!route.TryGetProperty("tools", out var tools) || tools.ValueKind != JsonValueKind.Array)
            return null;
        var written = new List<WrittenTool>(tools.GetArrayLength());
        foreach (var tool in tools.EnumerateArray())
        {
            if (tool.ValueKind != JsonValueKind.Object || Text(tool, "id") is not { Length: > 0 } id)
                return null;
            var weight = Weight(tool) ?? throw place.Refuse(
                column, $"the weight of the tool {id} is {tool.GetProperty("weight")}", "Give a number above 0, or leave the weight out for 1.");
            written.Add(new WrittenTool(id, Text(tool, "version") ?? "", weight));
        }

        return new WrittenRoute(Text(route, "task") ?? "", written, Confidence(route), Text(route, "why") ?? "");
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Weight(JsonElement tool) => !tool.TryGetProperty("weight", out var weight) ? 1
        : weight.ValueKind == JsonValueKind.Number && weight.TryGetDouble(out var number) && number > 0 && double.IsFinite(number) ? number
        : null;

    private static double? Confidence(JsonElement route) =>
        route.TryGetProperty("confidence", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && number is >= 0 and <= 1 ? number : null;
}
