namespace Rlar.Kernels.Losses;

/// <summary>What one trainer-to-sampler ratio belongs to.</summary>
public enum CorrectionLevel
{
    /// <summary>The token.</summary>
    Token,

    /// <summary>The sequence: the product over its tokens.</summary>
    Sequence,

    /// <summary>The sequence: the geometric mean over its tokens.</summary>
    SequenceMean,
}
