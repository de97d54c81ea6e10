namespace Rlar.Kernels.Shaping;

/// <summary>A map of the rewards' source range onto a target range, NeMo-RL <c>scale_rewards</c>.</summary>
public sealed record LinearScale
{
    /// <summary>Puts the ranges together.</summary>
    /// <param name="sourceMin">Smallest source reward; what lies below is clipped to it.</param>
    /// <param name="sourceMax">Largest source reward, above <paramref name="sourceMin"/>; what lies above is clipped to it.</param>
    /// <param name="targetMin">What <paramref name="sourceMin"/> becomes. Above <paramref name="targetMax"/> turns the scale round.</param>
    /// <param name="targetMax">What <paramref name="sourceMax"/> becomes.</param>
    /// <exception cref="KernelException">A bound that is not finite or is above 1e150 in magnitude, or a source range that is empty.</exception>
    public LinearScale(double sourceMin, double sourceMax, double targetMin, double targetMax)
    {
        SourceMin = KernelChecks.Bounded(sourceMin, nameof(sourceMin));
        SourceMax = KernelChecks.Bounded(sourceMax, nameof(sourceMax));
        TargetMin = KernelChecks.Bounded(targetMin, nameof(targetMin));
        TargetMax = KernelChecks.Bounded(targetMax, nameof(targetMax));
        if (!(sourceMin < sourceMax))
            throw new KernelException($"The source range must not be empty, sourceMin < sourceMax; they are {sourceMin} and {sourceMax}.");
    }

    /// <summary>Smallest source reward.</summary>
    public double SourceMin { get; }

    /// <summary>Largest source reward.</summary>
    public double SourceMax { get; }

    /// <summary>What the smallest source reward becomes.</summary>
    public double TargetMin { get; }

    /// <summary>What the largest source reward becomes.</summary>
    public double TargetMax { get; }
}
