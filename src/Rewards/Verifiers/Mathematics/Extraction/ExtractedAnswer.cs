namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

/// <summary>The part of a text that is its answer.</summary>
/// <param name="Text">The answer, with or without dollar signs.</param>
/// <param name="Source">Where it was found.</param>
/// <param name="IsProse">Whether it begins outside of mathematics, where letters are words.</param>
internal sealed record ExtractedAnswer(string Text, AnswerSource Source, bool IsProse)
{
    /// <summary>Whether it is the year of a date.</summary>
    internal bool IsYear { get; init; }
}
