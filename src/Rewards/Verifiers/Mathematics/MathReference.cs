using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Extraction;

namespace Rlar.Rewards.Verifiers.Mathematics;

/// <summary>A reference as it reads, the same for every completion that it is compared with.</summary>
/// <param name="reading">What it reads as, or null.</param>
/// <param name="problem">Why nothing can be compared with it, or null.</param>
internal sealed class MathReference(AnswerReading? reading, string? problem)
{
    internal AnswerReading? Reading => reading;

    internal string? Problem => problem;

    /// <summary>The reference's digits as the prompt's language groups them (1.234), which the answer must then have; or null.</summary>
    internal string? Grouped { get; init; }

    /// <summary>Whether an answer has them, alone or behind an equation.</summary>
    internal bool IsSaid(string? answer) => answer is not null && Grouped is { } digits
        && answer.LastIndexOf(digits, StringComparison.Ordinal) is >= 0 and var at
        && (at == 0 || !char.IsAsciiDigit(answer[at - 1])) && (at + digits.Length == answer.Length || !char.IsAsciiDigit(answer[at + digits.Length]));

    /// <summary>The reference as a whole number, where it is written as one.</summary>
    internal long? WholeNumber { get; } = reading?.Tree is MathNode.Number { Decimals: < 0 } ? Extraction.WholeNumber.Of(reading.Extracted.Text) : null;

    /// <summary>Whether comparing it takes more steps than there are; null until an answer makes it a question.</summary>
    internal bool? IsTooLarge { get; set; }
}
