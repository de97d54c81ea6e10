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

    /// <summary>The reference as a whole number, where it is written as one.</summary>
    internal long? WholeNumber { get; } = reading?.Tree is MathNode.Number { Decimals: < 0 } ? Extraction.WholeNumber.Of(reading.Extracted.Text) : null;

    /// <summary>Whether comparing it takes more steps than there are; null until an answer makes it a question.</summary>
    internal bool? IsTooLarge { get; set; }
}
