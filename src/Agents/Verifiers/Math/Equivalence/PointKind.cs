namespace Rlar.Agents.Verifiers.Mathematics.Equivalence;

internal enum PointKind
{
    Positive,
    Signed,
    Whole,
    Complex,
}
