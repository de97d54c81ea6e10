namespace Rlar.Kernels.Normalization;

/// <summary>How a z-score divides and how far it may reach.</summary>
public sealed record ZScoreOptions
{
    /// <summary>Added to the deviation before it divides: finite, above 0, default 1e-4 (TRL; verl uses 1e-6).</summary>
    /// <exception cref="KernelException">A value that is not finite or not above 0.</exception>
    public double Epsilon
    {
        get;
        init => field = KernelChecks.Positive(value, nameof(Epsilon));
    }
    = 1e-4;

    /// <summary>True (default): the variance divides by n - 1; false: by n.</summary>
    public bool SampleDeviation { get; init; } = true;

    /// <summary>
    /// Rewards are clipped to mean +- this many deviations before they are normalised: above 0, default positive infinity (no clipping).
    /// </summary>
    /// <exception cref="KernelException">NaN, or a value that is not above 0.</exception>
    public double ClipDeviations
    {
        get;
        init => field = value > 0 ? value : throw KernelChecks.BadOption(nameof(ClipDeviations), value, "above 0");
    }
    = double.PositiveInfinity;

    /// <summary>eps 1e-4, n - 1, no clipping.</summary>
    public static ZScoreOptions Default { get; } = new();
}
