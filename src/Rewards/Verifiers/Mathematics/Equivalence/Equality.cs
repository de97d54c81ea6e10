namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

internal enum Equality
{
    Different,
    Equal,

    /// <summary>The fuel ran out first.</summary>
    Undecided,
}
