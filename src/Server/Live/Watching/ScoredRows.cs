using System.Text.Json;
using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Live.Watching;

/// <summary>Rows as 'rlar score' writes them: route, rewards, advantages and outcomes by id. Prompts and completions are in its input.</summary>
internal static class ScoredRows
{
    /// <summary>A row as a group.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static LiveGroup Read(JsonElement row)
    {
        var outcomes = row.Items("outcomes").ToArray();
        var route = row.TryGetProperty("route", out var written) && written.ValueKind == JsonValueKind.Object ? written : default;
        JsonElement[] tools = route.ValueKind == JsonValueKind.Object ? [.. route.Items("tools")] : [];
        var rewards = row.Items("rewards").Select(reward => reward.Number()).ToArray();
        CompletionOutcome[] whole = [.. outcomes.Select(outcome => new CompletionOutcome(outcome.Outcome(), outcome.Number("ms")))];
        return new LiveGroup
        {
            Id = row.Text("id"),
            Task = route.ValueKind == JsonValueKind.Object ? route.Text("task") : "",
            Why = route.ValueKind == JsonValueKind.Object ? route.Text("why") : "",
            Confidence = route.ValueKind == JsonValueKind.Object ? route.Number("confidence") : null,
            Calls = [.. tools.Select((tool, index) => Call(tool, index, tools.Length, outcomes))],
            Outcomes = whole,
            Rewards = rewards.Length == whole.Length ? rewards : [.. whole.Select(outcome => (outcome.Outcome as RewardOutcome.Scored)?.Value)],
            Advantages = Advantages(row, whole.Length, out var isByToken),
            IsByToken = isByToken,
        };
    }

    private static LiveCall Call(JsonElement tool, int index, int tools, JsonElement[] outcomes)
    {
        JsonElement[] said = tools == 1
            ? outcomes
            : [.. outcomes.Select(outcome => outcome.Items("tools").ElementAtOrDefault(index)).Where(one => one.ValueKind == JsonValueKind.Object)];
        if (said.Length != outcomes.Length)
            throw new JsonException("An outcome lacks what one of the tools said.");
        var times = said.Select(one => one.Number("ms")).ToArray();
        return new LiveCall(
            tool.Text("id"),
            tool.Text("version"),
            tool.Number("weight") ?? 1,
            [.. said.Select(one => one.Outcome())],
            times.Length > 0 && times.All(time => time is not null) ? TimeSpan.FromMilliseconds(times.Sum(time => time!.Value)) : null);
    }

    private static double?[]? Advantages(JsonElement row, int count, out bool isByToken)
    {
        var advantages = row.Items("advantages").ToArray();
        isByToken = advantages.Any(one => one.ValueKind == JsonValueKind.Array);
        return advantages.Length != count
            ? null
            : [.. advantages.Select(one => one.ValueKind == JsonValueKind.Array
                ? one.EnumerateArray().Select(token => token.Number()).DefaultIfEmpty(null).Average()
                : one.Number())];
    }
}
