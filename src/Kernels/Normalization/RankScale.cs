namespace Rlar.Kernels.Normalization;

/// <summary>The scale that ranks are given on.</summary>
public enum RankScale
{
    /// <summary>rank / (n - 1): the worst 0, the best 1, the only one 0.5.</summary>
    Unit,

    /// <summary>rank / (n - 1) - 0.5: between -0.5 and 0.5; all ranks sum to 0, the only one gets 0.</summary>
    Centred,
}
