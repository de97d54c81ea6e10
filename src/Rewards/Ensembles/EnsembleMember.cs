using System.Globalization;
using System.Text.Json;

namespace Rlar.Rewards.Ensembles;

/// <summary>One member of an ensemble.</summary>
/// <param name="Tool">The tool's id.</param>
/// <param name="Weight">Its share of a mean, above 0.</param>
/// <param name="Settings">Its options.</param>
internal sealed record EnsembleMember(string Tool, double Weight, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Reads members: ids with a weight or not (<c>token-f1, chrf*2</c>), or JSON [{"tool", "weight"?, "set"?}].</summary>
    /// <exception cref="ToolException">The text is neither.</exception>
    internal static IReadOnlyList<EnsembleMember> Parse(string text) => text.AsSpan().TrimStart().StartsWith("[")
        ? Json(text)
        : [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Short)];

    /// <summary>Makes its tool.</summary>
    /// <param name="id">The id of the tool that it is a member of.</param>
    /// <param name="library">Where its tool comes from.</param>
    /// <exception cref="ToolException">There is no such tool, or it is a shaper.</exception>
    internal IRewardTool Make(string id, ToolRegistry library)
    {
        var tool = library.Create(Tool, Settings);
        return tool.Card.Kind != ToolKind.Shaper
            ? tool
            : throw new ToolException($"Tool {id}: {Tool} is a shaper, which is no reward by itself; put it beside {id} in the route.");
    }

    private static EnsembleMember Short(string item)
    {
        var star = item.LastIndexOf('*');
        if (star < 0)
            return new EnsembleMember(item, 1, new Dictionary<string, string>());
        return double.TryParse(item[(star + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
            ? Checked(new EnsembleMember(item[..star].Trim(), weight, new Dictionary<string, string>()))
            : throw new ToolException($"option members: '{item}' is no member; write ID or ID*WEIGHT.");
    }

    private static List<EnsembleMember> Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateArray().Select(member => Checked(new EnsembleMember(
                member.GetProperty("tool").GetString() ?? "",
                member.TryGetProperty("weight", out var weight) ? weight.GetDouble() : 1,
                member.TryGetProperty("set", out var set)
                    ? set.EnumerateObject().ToDictionary(
                        option => option.Name,
                        option => option.Value.ValueKind == JsonValueKind.String ? option.Value.GetString()! : option.Value.GetRawText())
                    : [])))];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ToolException($"option members: is not [{{\"tool\", \"weight\"?, \"set\"?}}]: {error.Message}", error);
        }
    }

    private static EnsembleMember Checked(EnsembleMember member) => member.Tool.Length > 0 && member.Weight > 0 && double.IsFinite(member.Weight)
        ? member
        : throw new ToolException($"option members: '{member.Tool}' needs an id and a weight above 0.");
}
