namespace Rlar.Kernels.Losses;

/// <summary>
/// Estimators of KL(pi || pi_ref) from one sample, with d = logp_ref - logp (J. Schulman, "Approximating KL divergence", 2020; DeepSeekMath
/// eq. 4 is K3).
/// </summary>
public enum KlEstimator
{
    /// <summary>-d: unbiased, of either sign.</summary>
    K1,

    /// <summary>d² / 2: at least 0, its gradient is that of the divergence.</summary>
    K2,

    /// <summary>exp(d) - d - 1: at least 0, unbiased (verl <c>low_var_kl</c>).</summary>
    K3,

    /// <summary>|d|.</summary>
    Absolute,
}
