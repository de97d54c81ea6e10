using System.Text.Json;

namespace Rlar.Rewards.Tests.Verifiers.Instructions;

/// <summary>Runs the tool ifeval on constraints.</summary>
internal static class Instructing
{
    internal static JsonElement Of(string id, string arguments) =>
        ToolHarness.Json($$"""{"instruction_id_list":[{{JsonSerializer.Serialize(id)}}],"kwargs":[{{arguments}}]}""");

    internal static Query QueryOf(JsonElement constraints) => ToolHarness.QueryOf() with { Constraints = constraints };

    internal static RewardOutcome Run(JsonElement constraints, string response, params (string Name, string Value)[] settings) =>
        ToolHarness.Run("ifeval", QueryOf(constraints), response, settings);

    internal static IReadOnlyDictionary<string, double> Parts(JsonElement constraints, string response) =>
        Assert.IsType<RewardOutcome.Scored>(Run(constraints, response, ("thinking", "keep"))).Parts!;

    internal static bool Follows(string id, string arguments, string response) => Parts(Of(id, arguments), response)["prompt-strict"] == 1;
}
