namespace Rlar.Kernels.Losses;

/// <summary>
/// VESPO (TRL 1.x <c>vespo</c>): -stopgrad(phi(w)) A logp with phi(w) = exp(lambda + k log w - lambda w), so phi(1) = 1, and w the sequence's
/// whole ratio, exp(sum of log-ratios), log w kept between log 1e-8 and 20. It makes its own ratio, whatever
/// <see cref="PolicyLossOptions.RatioLevel"/> says; weights enter w and multiply nothing.
/// </summary>
public sealed record VespoObjective : PolicyObjective
{
    private const double MaxLogRatio = 20;
    private static readonly double s_minLogRatio = Math.Log(1e-8);

    /// <summary>k where A is at least 0: default 2.</summary>
    public double PositivePower { get; init => field = KernelChecks.Bounded(value, nameof(PositivePower)); } = 2;

    /// <summary>lambda where A is at least 0: above 0, default 3.</summary>
    public double PositiveRate { get; init => field = KernelChecks.Positive(value, nameof(PositiveRate)); } = 3;

    /// <summary>k where A is below 0: default 3.</summary>
    public double NegativePower { get; init => field = KernelChecks.Bounded(value, nameof(NegativePower)); } = 3;

    /// <summary>lambda where A is below 0: above 0, default 2.</summary>
    public double NegativeRate { get; init => field = KernelChecks.Positive(value, nameof(NegativeRate)); } = 2;

    /// <summary>A token's own log-ratio as it enters the sum.</summary>
    internal static double ClampToken(double logRatio) => Math.Clamp(logRatio, -MaxLogRatio, MaxLogRatio);

    /// <summary>The logarithm of a weight, and of the whole ratio.</summary>
    internal static double ClampWhole(double logRatio) => Math.Clamp(logRatio, s_minLogRatio, MaxLogRatio);

    /// <inheritdoc/>
    internal override RatioRule Rule(RatioLevel level) => RatioRule.Product;

    /// <inheritdoc/>
    internal override ObjectiveTerm At(in TokenPoint token)
    {
        var (power, rate) = token.Advantage >= 0 ? (PositivePower, PositiveRate) : (NegativePower, NegativeRate);
        var phi = Math.Exp(rate + (power * Math.Log(token.Ratio)) - (rate * token.Ratio));
        var factor = -phi * token.Advantage;
        return new ObjectiveTerm(factor * token.Logprob, 0, factor, TokenEvents.None);
    }
}
