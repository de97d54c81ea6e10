namespace Rlar.Rewards.Verifiers.Mathematics.Expressions;

/// <summary>Numbers that have a letter for a name, and infinity.</summary>
internal enum NamedConstant
{
    Pi,
    E,
    I,
    Infinity,
}
