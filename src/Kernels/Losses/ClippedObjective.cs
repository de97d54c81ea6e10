namespace Rlar.Kernels.Losses;

/// <summary>
/// The clipped surrogate -min(r A, clip(r, 1 - low, 1 + high) A): PPO (arXiv 1707.06347 eq. 7), GRPO (DeepSeekMath, arXiv 2402.03300 eq. 3),
/// with low &lt; high the clip-higher of DAPO (2503.14476 eq. 10), on a sequence's ratio GSPO (2507.18071 eq. 5). Aggregation makes the rest of
/// Dr.GRPO, BNPO and DAPO: <see cref="LossAggregation"/>.
/// </summary>
public sealed record ClippedObjective : PolicyObjective
{
    /// <summary>low: at least 0. Default 0.2.</summary>
    public double Low { get; init => field = KernelChecks.Between(value, 0, double.PositiveInfinity, nameof(Low)); } = 0.2;

    /// <summary>high: at least 0. Default 0.2; DAPO 0.28.</summary>
    public double High { get; init => field = KernelChecks.Between(value, 0, double.PositiveInfinity, nameof(High)); } = 0.2;

    /// <summary>
    /// c of the dual clip (arXiv 1912.09729): where A is negative the loss is at most -c A. Above 1; default infinity: none. verl 3.
    /// </summary>
    public double DualClip { get; init => field = KernelChecks.AboveOrNone(value, 1, nameof(DualClip)); } = double.PositiveInfinity;

    /// <summary>TRL's delta, the two-sided clip of INTELLECT-2: r in the first branch is at most this. Above 0; default infinity: none.</summary>
    public double RatioCap { get; init => field = KernelChecks.AboveOrNone(value, 0, nameof(RatioCap)); } = double.PositiveInfinity;

    /// <inheritdoc/>
    internal override ObjectiveTerm At(in TokenPoint token)
    {
        var (low, high) = (1 - Low, 1 + High);
        var advantage = token.Advantage;
        var capped = Math.Min(token.Ratio, RatioCap);
        var clipped = Math.Clamp(token.Ratio, low, high);
        var (first, second) = (capped * advantage, clipped * advantage);
        var events = Side(token.Ratio, low, high);

        // A tie splits the gradient in halves, and each half flows where its own clamp lets it.
        var byFirst = token.Ratio <= RatioCap ? -advantage : 0;
        var bySecond = token.Ratio >= low && token.Ratio <= high ? -advantage : 0;
        var (value, slope) = first < second ? (-first, byFirst) : first > second ? (-second, bySecond) : (-first, (byFirst + bySecond) / 2);
        if (advantage < 0 && -advantage * DualClip < value)
            return new ObjectiveTerm(-advantage * DualClip, 0, 0, events | TokenEvents.DualClipped);
        return new ObjectiveTerm(value, slope, 0, token.Ratio > RatioCap ? events | TokenEvents.DualClipped : events);
    }
}
