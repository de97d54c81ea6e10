namespace Rlar.Agents.Gate.Readings;

/// <summary>
/// A condition that every right answer of a task meets, read from the task's description by the gate itself: a text without it is certainly wrong, whoever
/// wrote the verifier. It is used only where every labelled right answer meets it.
/// </summary>
/// <param name="Name">What it asks for, for a person: "3 words in all".</param>
/// <param name="Holds">Whether a completion of a query meets it; null where the query does not say enough.</param>
internal sealed record Property(string Name, Func<Query, string, bool?> Holds)
{
    /// <summary>The word that may not occur, where it is that; null for all others.</summary>
    internal string? Forbidden { get; init; }
}
