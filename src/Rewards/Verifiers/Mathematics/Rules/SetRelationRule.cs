namespace Rlar.Rewards.Verifiers.Mathematics.Rules;

/// <summary>Whether an inequality and the interval that solves it are the same answer.</summary>
public enum SetRelationRule
{
    /// <summary>Either answers the other.</summary>
    Symmetric,

    /// <summary>
    /// An interval answers an inequality, not the other way round: what Math-Verify does without allow_set_relation_comp.
    /// </summary>
    IntervalOnly,

    /// <summary>Neither.</summary>
    None,
}
