namespace Rlar.Kernels.Losses;

/// <summary>What a policy loss is made of. Aggregation is not here: it is the weights of the sequences, <see cref="LossAggregation"/>.</summary>
public sealed record PolicyLossOptions
{
    /// <summary>The policy term. Default: the clipped surrogate with 0.2 on both sides.</summary>
    public PolicyObjective Objective { get; init; } = new ClippedObjective();

    /// <summary>What one ratio belongs to. Default the token; GSPO: the sequence. GMPO and VESPO make their own.</summary>
    public RatioLevel RatioLevel { get; init; } = RatioLevel.Token;

    /// <summary>The least log of a ratio; below it the ratio stays and its gradient is 0. Default -infinity; verl -20.</summary>
    public double MinLogRatio { get; init => field = KernelChecks.Between(value, double.NegativeInfinity, 0, nameof(MinLogRatio)); } = double.NegativeInfinity;

    /// <summary>The greatest log of a ratio; above it the ratio stays and its gradient is 0. Default infinity; verl 20, by sequence 10.</summary>
    public double MaxLogRatio { get; init => field = KernelChecks.Between(value, 0, double.PositiveInfinity, nameof(MaxLogRatio)); } = double.PositiveInfinity;

    /// <summary>The divergence from the reference policy, or null (default): none.</summary>
    public KlPenalty? Kl { get; init; }

    /// <summary>c of the entropy bonus -c H. Default 0: none.</summary>
    public double EntropyCoefficient { get; init => field = KernelChecks.Bounded(value, nameof(EntropyCoefficient)); }
}
