namespace Rlar.Rewards.Verifiers.Mathematics;

/// <summary>What the verifier says of one answer, and what it saw.</summary>
public sealed record MathVerdict
{
    /// <summary>Right, wrong or undecided.</summary>
    public required MathOutcome Outcome { get; init; }

    /// <summary>Why, in a few words.</summary>
    public required string Why { get; init; }

    /// <summary>The layer that decided: writing, exact, polynomial identity, values, ...</summary>
    public string? Layer { get; init; }

    /// <summary>The reference's answer as it was extracted.</summary>
    public string? Gold { get; init; }

    /// <summary>The reference's tree in one line.</summary>
    public string? GoldTree { get; init; }

    /// <summary>The completion's answer as it was extracted; null where it has none.</summary>
    public string? Answer { get; init; }

    /// <summary>Where in the completion it was found.</summary>
    public string? Source { get; init; }

    /// <summary>The answer's tree in one line; null where it reads as words only.</summary>
    public string? AnswerTree { get; init; }
}
