namespace Rlar.Kernels.Losses;

/// <summary>The divergence between the two-valued distributions (this token, any other) of the policy before and after.</summary>
public enum DppoDivergence
{
    /// <summary>|p - p_old|.</summary>
    TotalVariation,

    /// <summary>p_old log(p_old / p) + (1 - p_old) log((1 - p_old) / (1 - p)).</summary>
    KullbackLeibler,
}
