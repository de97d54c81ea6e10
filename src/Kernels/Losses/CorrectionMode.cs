namespace Rlar.Kernels.Losses;

/// <summary>What happens to a ratio outside its bounds.</summary>
public enum CorrectionMode
{
    /// <summary>It is moved to the bound.</summary>
    Truncate,

    /// <summary>It becomes 0: the token's policy term is dropped, its place in the denominators is not.</summary>
    Drop,
}
