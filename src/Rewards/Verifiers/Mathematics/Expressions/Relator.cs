namespace Rlar.Rewards.Verifiers.Mathematics.Expressions;

/// <summary>What a relation says of its sides.</summary>
internal enum Relator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Approximately,
    In,
    NotIn,
    Congruent,
    Similar,
    Perpendicular,
    Parallel,
    Subset,
    Maps,
}
