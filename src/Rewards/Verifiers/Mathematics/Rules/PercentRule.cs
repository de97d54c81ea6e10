namespace Rlar.Rewards.Verifiers.Mathematics.Rules;

/// <summary>How percent signs are compared. 50% is always 0.5.</summary>
public enum PercentRule
{
    /// <summary>50 answers 50%; 5% does not answer 5.</summary>
    OneSided,

    /// <summary>Neither.</summary>
    Strict,

    /// <summary>Both.</summary>
    Lenient,
}
