using System.Globalization;
using System.Text.Json;

namespace Rlar.Host.Reporting;

/// <summary>An outcome in a few words, and as JSON.</summary>
internal static class OutcomeText
{
    /// <summary>"1: they read as the same expression"; "unscorable: no reference".</summary>
    internal static string Of(RewardOutcome outcome) => outcome switch
    {
        RewardOutcome.Scored { Reason: null } scored => Value(scored),
        RewardOutcome.Scored scored => $"{Value(scored)}: {Head(scored.Reason, 160)}",
        RewardOutcome.Unscorable unscorable => $"unscorable: {Head(unscorable.Reason, 160)}",
        RewardOutcome.Failed failed => $"failed: {Head(failed.Reason, 160)}",
        _ => outcome.Status,
    };

    /// <summary>Writes a member {"status", "value", "reason"}.</summary>
    internal static void WriteJson(Utf8JsonWriter json, string name, RewardOutcome outcome)
    {
        json.WriteStartObject(name);
        json.WriteString("status", outcome.Status);
        if (outcome is RewardOutcome.Scored scored)
            json.WriteNumber("value", scored.Value);
        json.WriteString("reason", Reason(outcome));
        json.WriteEndObject();
    }

    /// <summary>Why, or null.</summary>
    internal static string? Reason(RewardOutcome outcome) => outcome switch
    {
        RewardOutcome.Scored scored => scored.Reason,
        RewardOutcome.Unscorable unscorable => unscorable.Reason,
        RewardOutcome.Failed failed => failed.Reason,
        _ => null,
    };

    /// <summary>The head of a text on one line.</summary>
    internal static string Head(string text, int longest)
    {
        var cut = text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)] + "…";
        return string.Create(cut.Length, cut, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(from[i]) ? ' ' : from[i];
        });
    }

    private static string Value(RewardOutcome.Scored scored) => scored.Value.ToString("0.####", CultureInfo.InvariantCulture);
}
