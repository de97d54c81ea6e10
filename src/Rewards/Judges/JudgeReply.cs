using System.Text.Json;

namespace Rlar.Rewards.Judges;

/// <summary>The JSON that a judge writes: the form that it is held to, and the only form that is read.</summary>
/// <param name="allowed">The allowed verdicts: the numbers 1, 2, ..., or words.</param>
/// <param name="isNumber">Whether they are numbers.</param>
/// <param name="reasonLength">The most characters of the reasons that stand before the verdict; null for none.</param>
internal sealed class JudgeReply(string[] allowed, bool isNumber, int? reasonLength = null)
{
    private const string Reasons = "reasoning";

    /// <summary>The JSON schema.</summary>
    internal string Schema { get; } = reasonLength is { } length ? ReasonSchema(length, allowed.Length) : VerdictSchema(allowed, isNumber);

    private string Field => reasonLength is null ? "verdict" : "score";

    /// <summary>Reads a reply: one JSON object with these fields, each once, no other, and nothing beside it.</summary>
    /// <param name="text">The reply.</param>
    /// <param name="tokens">How many tokens it has; null where nobody says.</param>
    /// <returns>The verdict; null where the reply is anything else.</returns>
    internal JudgeVerdict? Read(string text, int? tokens)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object || json.RootElement.EnumerateObject().Count() != (reasonLength is null ? 1 : 2))
                return null;
            var reasons = reasonLength is null ? null : Reason(json.RootElement);
            if (reasons is null != reasonLength is null || !json.RootElement.TryGetProperty(Field, out var verdict))
                return null;
            return Place(verdict) is >= 0 and var place ? JudgeVerdict.Sure(place, allowed.Length, new WrittenVerdict(reasons, tokens)) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text that is no text: half of a surrogate pair.
            return null;
        }
    }

    private static string ReasonSchema(int length, int scale) => $$$"""
        {"type": "object", "properties": {"reasoning": {"type": "string", "maxLength": {{{length}}}}, "score": {"type": "integer", "minimum": 1, "maximum": {{{scale}}}}},
         "required": ["reasoning", "score"], "additionalProperties": false}
        """;

    private static string VerdictSchema(string[] allowed, bool isNumber)
    {
        var (type, values) = isNumber ? ("integer", allowed) : ("string", allowed.Select(word => $"\"{word}\""));
        return $$$"""
            {"type": "object", "properties": {"verdict": {"type": "{{{type}}}", "enum": [{{{string.Join(", ", values)}}}]}},
             "required": ["verdict"], "additionalProperties": false}
            """;
    }

    private static string? Reason(JsonElement reply) =>
        reply.TryGetProperty(Reasons, out var reasons) && reasons.ValueKind == JsonValueKind.String ? reasons.GetString() : null;

    private int Place(JsonElement verdict) => verdict.ValueKind switch
    {
        JsonValueKind.Number when isNumber => verdict.TryGetInt32(out var number) && number >= 1 && number <= allowed.Length ? number - 1 : -1,
        JsonValueKind.String when !isNumber => Array.IndexOf(allowed, verdict.GetString()),
        _ => -1,
    };
}
