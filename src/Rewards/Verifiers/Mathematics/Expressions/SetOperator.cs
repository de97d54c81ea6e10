namespace Rlar.Rewards.Verifiers.Mathematics.Expressions;

/// <summary>How two sets make one.</summary>
internal enum SetOperator
{
    Union,
    Intersection,
    Difference,
}
