namespace Rlar.Kernels.Losses;

/// <summary>How a token's ratio is made: the <see cref="RatioLevel"/> asked for, or the one that the objective is defined by.</summary>
internal enum RatioRule
{
    /// <summary>exp(d_t).</summary>
    Token,

    /// <summary>exp(mean d), the gradient through the mean.</summary>
    Sequence,

    /// <summary>exp(mean d), the gradient of each token its own.</summary>
    SequenceByToken,

    /// <summary>exp(mean of the clipped d_t), the gradient through the mean: GMPO.</summary>
    ClippedMean,

    /// <summary>exp(sum d), a constant: VESPO.</summary>
    Product,
}
