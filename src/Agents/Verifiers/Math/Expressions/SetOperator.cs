namespace Rlar.Agents.Verifiers.Mathematics.Expressions;

internal enum SetOperator
{
    Union,
    Intersection,
    Difference,
}
