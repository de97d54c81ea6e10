using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Extraction;

namespace Rlar.Rewards.Verifiers.Mathematics;

/// <summary>What was found of one answer; <see cref="MathVerdict"/> says it to a person.</summary>
/// <param name="Outcome">Right, wrong or undecided.</param>
/// <param name="Why">Why, in a few words.</param>
internal readonly record struct MathFinding(MathOutcome Outcome, string Why)
{
    /// <summary>The layer that decided.</summary>
    internal string? Layer { get; init; }

    /// <summary>The answer as it was extracted.</summary>
    internal string? Answer { get; init; }

    /// <summary>Where it was found.</summary>
    internal AnswerSource? Source { get; init; }

    /// <summary>What it reads as.</summary>
    internal MathNode? Tree { get; init; }
}
