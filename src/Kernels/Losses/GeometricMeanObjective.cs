namespace Rlar.Kernels.Losses;

/// <summary>
/// GMPO (arXiv 2507.20673): -s A with s = exp(mean of the log-ratios, each clipped from the side on which A would push it). It makes its own
/// ratio, whatever <see cref="PolicyLossOptions.RatioLevel"/> says. Weights are used as they come; verl takes their geometric mean over each
/// sequence first: <see cref="RolloutCorrection.GeometricMean"/>.
/// </summary>
public sealed record GeometricMeanObjective : PolicyObjective
{
    /// <summary>Bound of a log-ratio from below where A is negative: at least 0. Default 0.4.</summary>
    public double Low { get; init => field = KernelChecks.Between(value, 0, double.PositiveInfinity, nameof(Low)); } = 0.4;

    /// <summary>Bound of a log-ratio from above where A is positive: at least 0. Default 0.4.</summary>
    public double High { get; init => field = KernelChecks.Between(value, 0, double.PositiveInfinity, nameof(High)); } = 0.4;

    /// <summary>The clipped log-ratio.</summary>
    internal double Clip(double logRatio, double advantage) =>
        advantage > 0 ? Math.Min(logRatio, High) : advantage < 0 ? Math.Max(logRatio, -Low) : 0;

    /// <summary>Whether the clip lets the gradient pass.</summary>
    internal bool Passes(double logRatio, double advantage) => advantage > 0 ? logRatio <= High : advantage < 0 && logRatio >= -Low;

    /// <inheritdoc/>
    internal override RatioRule Rule(RatioLevel level) => RatioRule.ClippedMean;

    /// <inheritdoc/>
    internal override ObjectiveTerm At(in TokenPoint token) =>
        new(-token.Ratio * token.Advantage, -token.Advantage, 0, Side(token.LogRatio, -Low, High));
}
