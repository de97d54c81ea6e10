namespace Rlar.Agents.Routing.Tiers;

/// <summary>What a tier says.</summary>
/// <param name="Tool">The id of the tool, one of the candidates; null where it abstains.</param>
/// <param name="Task">The task that the query was taken for; "unknown" where it does not know.</param>
/// <param name="Confidence">How sure it is, a value between 0.0 and 1.0; 0 where it abstains.</param>
/// <param name="Why">What it went by, or why it abstains, a clause for people.</param>
public sealed record TierAnswer(string? Tool, string Task, double Confidence, string Why)
{
    /// <summary>An abstention.</summary>
    /// <param name="why">Why, a clause.</param>
    public static TierAnswer Abstention(string why) => new(null, "unknown", 0, why);
}
