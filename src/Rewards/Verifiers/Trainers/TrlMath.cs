using Rlar.Rewards.Verifiers.Mathematics;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Verifiers.Trainers;

/// <summary>The correctness that TRL's rewards share: the first LaTeX answer against a reference that reads as mathematics.</summary>
internal static class TrlMath
{
    private static readonly MathVerifier s_verifier = new(new MathOptions { Targets = ExtractionTargets.Latex });

    /// <summary>A reference that reads as mathematics; others TRL skips.</summary>
    internal static ToolRequirement Mathematics { get; } = new(
        "mathematics",
        "a reference that reads as mathematics",
        query => query.References.Any(IsMathematics) ? null : $"no reference reads as mathematics: {Verdict.Quote(query.References[0])}");

    /// <summary>Whether the answer is right; null where no reference reads as mathematics, which TRL skips.</summary>
    public static bool? IsRight(Query query, string answer, out string why)
    {
        bool? isRight = null;
        why = "no reference reads as mathematics";
        foreach (var reference in query.References)
        {
            if (!MayBeMathematics(reference))
                continue;
            var verdict = s_verifier.Verify(reference, answer);
            if (verdict.GoldTree is null || verdict.Outcome == MathOutcome.Undecided)
                continue;
            why = verdict.Why;
            isRight = verdict.Outcome == MathOutcome.Right;
            if (isRight == true)
                break;
        }

        return isRight;
    }

    private static bool IsMathematics(string reference) =>
        MayBeMathematics(reference) && s_verifier.Verify(reference, "") is { GoldTree: not null, Outcome: not MathOutcome.Undecided };

    // Words are an answer to this library's mathematics; to Math-Verify they are none.
    private static bool MayBeMathematics(string reference) => reference.Any(c => char.IsDigit(c) || c is '\\' or '$');
}
