namespace Rlar.Kernels.Normalization;

/// <summary>What the last steps of a completion get when process rewards become differences.</summary>
public enum DeltaEnding
{
    /// <summary>
    /// The last step answers to the outcome alone: its process reward is 0 and the one before keeps its own score (arXiv 2410.15115, as others
    /// report it; not checked against the paper's text).
    /// </summary>
    OutcomeOnly,

    /// <summary>The last step keeps its own score: the differences of a completion sum to the score of its first step.</summary>
    KeepLast,
}
