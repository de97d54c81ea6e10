namespace Rlar.Scoring.Suites;

/// <summary>A row of a suite: a prompt and answers of which the suite knows the right ones.</summary>
/// <param name="Id">Its id, or "line-N".</param>
/// <param name="Subset">The part of the suite that it belongs to.</param>
/// <param name="Prompt">What was asked.</param>
/// <param name="Answers">The answers, at least one right and one wrong.</param>
public sealed record SuiteRow(string Id, string Subset, IReadOnlyList<Message> Prompt, IReadOnlyList<SuiteAnswer> Answers)
{
    /// <summary>A reference answer that the suite brings; null where it has none.</summary>
    public string? Reference { get; init; }
}
