using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Verifiers;

/// <summary>The two scores of a verifier. Those without a reason are shared: most completions get one.</summary>
internal static class Verdict
{
    private static readonly RewardOutcome.Scored s_right = new(1);
    private static readonly RewardOutcome.Scored s_wrong = new(0);

    /// <summary>1.</summary>
    internal static RewardOutcome Right(string? reason = null) =>
        reason is null ? s_right : new RewardOutcome.Scored(1) { Reason = reason };

    /// <summary>0.</summary>
    internal static RewardOutcome Wrong(string? reason = null) =>
        reason is null ? s_wrong : new RewardOutcome.Scored(0) { Reason = reason };

    /// <summary>Text as a reason quotes it: one line, shortened.</summary>
    internal static string Quote(string text) => Quotation.Of(text);
}
