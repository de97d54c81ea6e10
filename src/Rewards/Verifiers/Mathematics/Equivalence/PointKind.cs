namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>Where the points lie at which functions are compared.</summary>
internal enum PointKind
{
    Positive,
    Signed,
    Whole,
    Complex,
}
