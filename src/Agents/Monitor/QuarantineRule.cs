namespace Rlar.Agents.Monitor;

/// <summary>Why a tool was put into quarantine.</summary>
public enum QuarantineRule
{
    /// <summary>It failed on too many completions of a window.</summary>
    Failures,

    /// <summary>It said the same of every completion of many groups in a row.</summary>
    Constant,

    /// <summary>The mean of its values went too far from the reference.</summary>
    MeanDrift,
}
