namespace Rlar.Agents.Verifiers.Mathematics.Expressions;

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
