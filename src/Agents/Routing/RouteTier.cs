namespace Rlar.Agents.Routing;

/// <summary>What a rule goes by; earlier tiers are asked first.</summary>
internal enum RouteTier
{
    /// <summary>The row's task or data-source hint.</summary>
    Hint,

    /// <summary>What the row carries: tests, constraints, a reference of some shape.</summary>
    Carries,

    /// <summary>The prompt's form.</summary>
    Prompt,
}
