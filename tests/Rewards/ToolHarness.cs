using System.Text.Json;

namespace Rlar.Rewards.Tests;

/// <summary>Runs a library tool on one completion.</summary>
internal static class ToolHarness
{
    internal static Query QueryOf(params string[] references) =>
        new() { Id = "q", Prompt = [new Message("user", "What is it?")], References = references };

    internal static RewardOutcome Run(string tool, Query query, string completion, params (string Name, string Value)[] settings)
    {
        var made = BuiltInTools.Registry.Create(tool, settings.ToDictionary(s => s.Name, s => s.Value));
        var outcomes = made.ScoreAsync(new RolloutGroup(query, [new Completion(completion)]), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return Assert.Single(outcomes);
    }

    internal static double Score(string tool, string reference, string completion, params (string Name, string Value)[] settings) =>
        Assert.IsType<RewardOutcome.Scored>(Run(tool, QueryOf(reference), completion, settings)).Value;

    internal static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();
}
