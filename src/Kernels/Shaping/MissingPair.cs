namespace Rlar.Kernels.Shaping;

/// <summary>What a pair of completions that no judge compared counts as.</summary>
public enum MissingPair
{
    /// <summary>Nothing: the mean runs over the opponents that were compared.</summary>
    LeaveOut,

    /// <summary>A tie, 0.5: few comparisons then stay close to the middle.</summary>
    Tie,
}
