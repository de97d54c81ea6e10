namespace Rlar.Kernels.Losses;

/// <summary>The divergence from a reference policy as a penalty of each token.</summary>
public sealed record KlPenalty
{
    /// <summary>beta: at least 0. Default 0.04 (DeepSeekMath); it multiplies the penalty in a policy loss, and nothing elsewhere.</summary>
    public double Coefficient { get; init => field = KernelChecks.Between(value, 0, KernelChecks.Limit, nameof(Coefficient)); } = 0.04;

    /// <summary>The estimator. Default K3.</summary>
    public KlEstimator Estimator { get; init; } = KlEstimator.K3;

    /// <summary>True: the gradient is that of K2 whatever the value (verl k1+, k3+, abs+). Default false.</summary>
    public bool GradientOfK2 { get; init; }

    /// <summary>
    /// True: the penalty is multiplied by the importance ratio, the gradient through both (TRL use_bias_correction_kl, DeepSeek-V3.2). Where the
    /// objective makes its own ratio, it is the token's. Default false.
    /// </summary>
    public bool ByRatio { get; init; }

    /// <summary>K3: d is kept within plus and minus this, its gradient 0 beyond. Above 0; default infinity. verl 20.</summary>
    public double LogRatioLimit { get; init => field = KernelChecks.AboveOrNone(value, 0, nameof(LogRatioLimit)); } = double.PositiveInfinity;

    /// <summary>K3: the value is at most this, its gradient 0 beyond. Above 0; default infinity. verl 10.</summary>
    public double ValueLimit { get; init => field = KernelChecks.AboveOrNone(value, 0, nameof(ValueLimit)); } = double.PositiveInfinity;

    /// <summary>The penalty of one token and its derivative by logp, both without the coefficient.</summary>
    internal (double Value, double Slope) At(double logprob, double reference)
    {
        var difference = reference - logprob;
        var (value, slope) = Estimator switch
        {
            KlEstimator.K1 => (-difference, 1),
            KlEstimator.K2 => (difference * difference / 2, -difference),
            KlEstimator.Absolute => (Math.Abs(difference), -Math.Sign(difference)),
            _ => ThirdEstimator(difference),
        };
        return (value, GradientOfK2 ? -difference : slope);
    }

    private (double Value, double Slope) ThirdEstimator(double difference)
    {
        var kept = Math.Clamp(difference, -LogRatioLimit, LogRatioLimit);

        // For a small d the difference of two nearly equal numbers would keep none of its digits, and could be below 0.
        var value = Math.Abs(kept) < 1e-2
            ? kept * kept / 2 * (1 + (kept / 3 * (1 + (kept / 4 * (1 + (kept / 5 * (1 + (kept / 6))))))))
            : Math.Exp(kept) - kept - 1;
        return value > ValueLimit ? (ValueLimit, 0) : (value, kept == difference ? -(value + kept) : 0);
    }
}
