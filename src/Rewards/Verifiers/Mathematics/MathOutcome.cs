namespace Rlar.Rewards.Verifiers.Mathematics;

/// <summary>What can be said of an answer.</summary>
public enum MathOutcome
{
    /// <summary>It is not the reference's answer, or there is none.</summary>
    Wrong,

    /// <summary>It is.</summary>
    Right,

    /// <summary>The reference does not read, or the comparison would cost more than its fuel.</summary>
    Undecided,
}
