namespace Rlar.Kernels.Shaping;

/// <summary>What the last steps of a completion get when process rewards become differences.</summary>
public enum DeltaEnding
{
    /// <summary>
    /// The last step answers to the outcome alone: its process reward is 0 and the one before keeps its own score (arXiv 2410.15115: r_k - r_{k+1}
    /// for k below K - 1, r_k for K - 1, 0 for K, as public notes on the paper write it out; not checked against the paper itself).
    /// </summary>
    OutcomeOnly,

    /// <summary>The last step keeps its own score: the differences of a completion sum to the score of its first step.</summary>
    KeepLast,
}
