using System.Text.Json;

namespace Rlar.Server.Live.Watching;

/// <summary>
/// Reads values of records that another process wrote, which may be of another version or be damaged: what is not as it must be is a JsonException.
/// </summary>
internal static class RecordReader
{
    /// <summary>The text of a member, or "".</summary>
    internal static string Text(this JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>The number of a member, or null.</summary>
    internal static double? Number(this JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) ? value.Number() : null;

    /// <summary>The number, or null.</summary>
    internal static double? Number(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    /// <summary>The elements of a member that is a list; none where it is not there.</summary>
    internal static IEnumerable<JsonElement> Items(this JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>The members of a member that is an object; none where it is not there.</summary>
    internal static IEnumerable<JsonProperty> Members(this JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    /// <summary>An outcome: {"status","value","parts"?,"boundary"?,"reason"?}.</summary>
    /// <exception cref="JsonException">Its status is not known, or a score has no value.</exception>
    internal static RewardOutcome Outcome(this JsonElement record) => record.Text("status") switch
    {
        "scored" => new RewardOutcome.Scored(record.Number("value") ?? throw new JsonException("A score without a value."))
        {
            Reason = record.Text("reason") is { Length: > 0 } reason ? reason : null,
            Parts = record.TryGetProperty("parts", out _)
                ? record.Members("parts").ToDictionary(part => part.Name, part => part.Value.Number() ?? double.NaN)
                : null,
        },
        "unscorable" => new RewardOutcome.Unscorable(record.Text("reason")),
        "failed" => new RewardOutcome.Failed(record.Text("boundary"), record.Text("reason")),
        var status => throw new JsonException($"The status '{status}' is not known."),
    };
}
