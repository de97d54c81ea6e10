using System.Text.Json;

namespace Rlar.Server.Wire;

/// <summary>What is known of an outcome beside its reward, for formats that have room for it.</summary>
internal static class OutcomeDetail
{
    // Clients read a line of an event at a time, and theirs have limits.
    private const int LongestReason = 2000;

    /// <summary>Writes <c>{"status","scored_by","value"?,"parts"?,"boundary"?,"reason"?}</c>.</summary>
    /// <param name="json">Takes an object.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="route">The route.</param>
    internal static void Write(Utf8JsonWriter json, RewardOutcome outcome, Route route)
    {
        json.WriteStartObject();
        json.WriteString("status", outcome.Status);

        // Clients of OpenEnv take "tools" for a list of tools to call.
        json.WriteStartArray("scored_by");
        foreach (var tool in route.Tools)
            json.WriteStringValue(tool.Tool.Card.Id);
        json.WriteEndArray();
        switch (outcome)
        {
            case RewardOutcome.Scored scored:
                json.WriteNumber("value", scored.Value);
                WriteParts(json, scored.Parts);
                WriteReason(json, scored.Reason);
                break;
            case RewardOutcome.Unscorable unscorable:
                WriteReason(json, unscorable.Reason);
                break;
            case RewardOutcome.Failed failed:
                json.WriteString("boundary", failed.Boundary);
                WriteReason(json, failed.Reason);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>A failure in one line.</summary>
    /// <param name="failed">The failure.</param>
    internal static string Line(RewardOutcome.Failed failed) => $"{failed.Boundary}: {Clip(failed.Reason)}";

    private static void WriteParts(Utf8JsonWriter json, IReadOnlyDictionary<string, double>? parts)
    {
        if (parts is null)
            return;
        json.WriteStartObject("parts");
        foreach (var (name, value) in parts)
            json.WriteNumber(name, value);
        json.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter json, string? reason)
    {
        if (reason is not null)
            json.WriteString("reason", Clip(reason));
    }

    private static string Clip(string text) =>
        text.Length <= LongestReason ? text : text[..(char.IsHighSurrogate(text[LongestReason - 1]) ? LongestReason - 1 : LongestReason)] + "…";
}
