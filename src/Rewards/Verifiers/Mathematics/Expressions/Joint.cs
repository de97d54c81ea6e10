namespace Rlar.Rewards.Verifiers.Mathematics.Expressions;

/// <summary>What stands between the items of a list. Of several, the last that is not a comma counts.</summary>
internal enum Joint
{
    Comma,
    And,
    Or,
}
