namespace Rlar.Kernels.Advantages;

/// <summary>How the optimal token baseline is taken.</summary>
public sealed record TokenBaselineOptions
{
    /// <summary>Added to the sum of weights: above 0, default 1e-8.</summary>
    public double Epsilon { get; init => field = KernelChecks.Positive(value, nameof(Epsilon)); } = 1e-8;

    /// <summary>
    /// True: step t is the policy's own t-th token (tool-integrated reasoning, verl <c>tir_optimal_token_baseline</c>). Default false: position t.
    /// </summary>
    public bool CountsOwnTokens { get; init; }

    /// <summary>True (default): the one longest completion has baseline 0 beyond the second longest, where it would be compared with itself.</summary>
    public bool ClearsTail { get; init; } = true;
}
