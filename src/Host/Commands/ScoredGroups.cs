using System.Text.Json;
using Rlar.Agents.Monitor;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary>Reads what <c>rlar score</c> wrote, as the monitor takes it.</summary>
internal static class ScoredGroups
{
    /// <summary>The rows of a file in order. A row that no tool was asked about has no tools.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lengths">Lengths of the completions by id, where a row does not have them itself; null for none.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="HostException">A row is none of a run.</exception>
    internal static IEnumerable<WatchedGroup> Read(string path, IReadOnlyDictionary<string, int[]>? lengths, CancellationToken cancellationToken)
    {
        using var source = RowSource.Open(path, split: null, keys: null, cancellationToken);
        while (source.Read(cancellationToken) is { } line)
        {
            WatchedGroup group;
            using (line)
            {
                try
                {
                    using var json = JsonDocument.Parse(line.Bytes);
                    group = Group(json.RootElement);
                }
                catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
                {
                    throw new HostException($"{path}: row {line.Number} has no id, route and outcomes; give the file that 'rlar score' wrote.", error);
                }
            }

            if (group.Lengths is null && lengths?.GetValueOrDefault(group.Id) is { } known)
                group = group with { Lengths = known };
            if (group.Lengths is { } all && group.Tools.Any(tool => tool.Outcomes.Count != all.Count))
                throw new HostException($"{path}: row '{group.Id}' has {group.Tools[0].Outcomes.Count} outcomes and {all.Count} lengths; "
                    + "give the rows that were scored.");
            yield return group;
        }
    }

    /// <summary>The lengths of completions by the row's id: in tokens where a row says all of them, else in UTF-16 characters.</summary>
    internal static Dictionary<string, int[]> Lengths(LineSource source, RowParser parser, CancellationToken cancellationToken)
    {
        var lengths = new Dictionary<string, int[]>(StringComparer.Ordinal);
        while (source.Read(cancellationToken) is { } line)
        {
            using (line)
            {
                var group = parser.Parse(line.Bytes.Span, line.Number, source.Name);
                var isCounted = group.Completions.All(completion => completion.TokenCount is not null);
                lengths[group.Query.Id] = [.. group.Completions.Select(one => isCounted ? one.TokenCount!.Value : one.Text.Length)];
            }
        }

        return lengths;
    }

    private static WatchedGroup Group(JsonElement row)
    {
        var route = row.GetProperty("route");
        string[] tools = [.. route.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("id").GetString()!)];
        JsonElement[] outcomes = [.. row.GetProperty("outcomes").EnumerateArray()];
        var said = new List<WatchedOutcomes>();
        for (var tool = 0; tool < tools.Length && outcomes.Length > 0; tool++)
        {
            // With one tool in the route an outcome is the tool's; with several it lists what each said, in the route's order.
            JsonElement[] own = [.. outcomes.Select(outcome => tools.Length == 1 ? outcome : outcome.GetProperty("tools")[tool])];
            said.Add(new WatchedOutcomes(tools[tool], [.. own.Select(Outcome)], own.Average(Milliseconds)));
        }

        int[]? lengths = row.TryGetProperty("lengths", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(length => length.GetInt32())]
            : null;
        return new WatchedGroup(row.GetProperty("id").GetString()!, route.GetProperty("task").GetString()!, said, lengths);
    }

    private static double? Milliseconds(JsonElement outcome) =>
        outcome.TryGetProperty("ms", out var ms) && ms.ValueKind == JsonValueKind.Number ? ms.GetDouble() : null;

    private static RewardOutcome Outcome(JsonElement outcome) => outcome.GetProperty("status").GetString() switch
    {
        "scored" => new RewardOutcome.Scored(outcome.GetProperty("value").GetDouble()),
        "unscorable" => new RewardOutcome.Unscorable(outcome.GetProperty("reason").GetString()!),
        "failed" => new RewardOutcome.Failed(outcome.GetProperty("boundary").GetString()!, outcome.GetProperty("reason").GetString()!),
        var other => throw new FormatException($"'{other}' is no status"),
    };
}
