namespace Rlar.Agents.Verifiers.Mathematics.Expressions;

internal enum NamedConstant
{
    Pi,
    E,
    I,
    Infinity,
}
