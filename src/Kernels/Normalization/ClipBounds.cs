namespace Rlar.Kernels.Normalization;

/// <summary>Bounds that rewards or advantages are clipped to.</summary>
public sealed record ClipBounds
{
    /// <summary>Puts the bounds together.</summary>
    /// <param name="low">Lower bound; negative infinity (default) leaves low values as they are.</param>
    /// <param name="high">Upper bound, at least <paramref name="low"/>; positive infinity (default) leaves high values as they are.</param>
    /// <exception cref="KernelException">NaN, or a lower bound above the upper one.</exception>
    public ClipBounds(double low = double.NegativeInfinity, double high = double.PositiveInfinity)
    {
        if (!(low <= high))
            throw new KernelException($"Clip bounds must be ordered, low <= high; they are {low} and {high}.");
        Low = low;
        High = high;
    }

    /// <summary>Lower bound.</summary>
    public double Low { get; }

    /// <summary>Upper bound.</summary>
    public double High { get; }
}
