namespace Rlar.Kernels.Losses;

/// <summary>
/// What a token contributes to the policy loss before masks, weights and aggregation: a function of its ratio r, its log-probability and its
/// advantage A. Each objective is one record with its own options.
/// </summary>
public abstract record PolicyObjective
{
    private protected PolicyObjective()
    {
    }

    /// <summary>
    /// The loss of one token and its partial derivatives. Where two branches of a min or max meet, the derivative is the one that PyTorch gives.
    /// </summary>
    internal abstract ObjectiveTerm At(in TokenPoint token);

    /// <summary>How the ratio is made.</summary>
    internal virtual RatioRule Rule(RatioLevel level) => level switch
    {
        RatioLevel.Sequence => RatioRule.Sequence,
        RatioLevel.SequenceByToken => RatioRule.SequenceByToken,
        _ => RatioRule.Token,
    };

    /// <summary>Bounds of the ratio that count as clipped.</summary>
    private protected static TokenEvents Side(double ratio, double low, double high) =>
        ratio < low ? TokenEvents.Below : ratio > high ? TokenEvents.Above : TokenEvents.None;
}
