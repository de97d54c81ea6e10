namespace Rlar.Kernels.Shaping;

/// <summary>How PAPO joins outcome and process.</summary>
public sealed record PapoOptions
{
    /// <summary>lambda_process, the weight of the process term: finite, at most 1e150 in magnitude, default 1.</summary>
    /// <exception cref="KernelException">A value outside the range.</exception>
    public double ProcessWeight
    {
        get;
        init => field = KernelChecks.Bounded(value, nameof(ProcessWeight));
    }
    = 1;

    /// <summary>Added to both deviations before they divide: finite, above 0, default 1e-6.</summary>
    /// <exception cref="KernelException">A value that is not finite or not above 0.</exception>
    public double Epsilon
    {
        get;
        init => field = KernelChecks.Positive(value, nameof(Epsilon));
    }
    = 1e-6;

    /// <summary>True (default): variances divide by n - 1; false: by n.</summary>
    public bool SampleDeviation { get; init; } = true;

    /// <summary>Weight 1, eps 1e-6, n - 1: the defaults of the authors' code.</summary>
    public static PapoOptions Default { get; } = new();
}
