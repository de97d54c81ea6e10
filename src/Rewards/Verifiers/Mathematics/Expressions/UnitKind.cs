namespace Rlar.Rewards.Verifiers.Mathematics.Expressions;

internal enum UnitKind
{
    /// <summary>A hundredth.</summary>
    Percent,

    /// <summary>Degrees of an angle.</summary>
    Degree,

    /// <summary>Radians.</summary>
    Radian,

    /// <summary>A unit of the table.</summary>
    Known,

    /// <summary>Any other word: apples.</summary>
    Noun,
}
