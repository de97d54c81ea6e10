using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>What a draft said of one text.</summary>
/// <param name="Variant">The text.</param>
/// <param name="Outcome">The outcome, as it came.</param>
/// <param name="Reward">The value between 0 and 1; null where there is none.</param>
internal sealed record Verdict(Variant Variant, RewardOutcome Outcome, double? Reward)
{
    private const int LongestText = 400;

    /// <summary>The outcome for a person.</summary>
    internal string Said => Outcome switch
    {
        RewardOutcome.Scored scored => scored.Value.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture),
        RewardOutcome.Failed failed => $"failed: {Cut(failed.Reason)}",
        RewardOutcome.Unscorable unscorable => $"unscorable: {Cut(unscorable.Reason)}",
        _ => Outcome.Status,
    };

    /// <summary>Whether two outcomes are the same: the value, or the sort of failure.</summary>
    internal bool IsSame(Verdict other) => Reward == other.Reward && Outcome.Status == other.Outcome.Status
        && (Outcome as RewardOutcome.Scored)?.Value == (other.Outcome as RewardOutcome.Scored)?.Value;

    /// <summary>The text as an example.</summary>
    internal GateExample Example(string expected) => new(
        Variant.Kind, Cut(Variant.Query.Question), Variant.Query.References.Count > 0 ? Cut(Variant.Query.References[0]) : null, Cut(Variant.Completion), Said, expected);

    private static string Cut(string text) => text.Length <= LongestText ? text : $"{text[..LongestText]}… ({text.Length} characters)";
}
