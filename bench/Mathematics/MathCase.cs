using Rlar.Rewards.Verifiers.Mathematics;

namespace Rlar.Bench.Mathematics;

/// <summary>One answer to verify, and whether it is right.</summary>
/// <param name="Set">Where it comes from.</param>
/// <param name="Kind">What kind of answer it is; empty where nobody says.</param>
/// <param name="Gold">The reference.</param>
/// <param name="Answer">The completion.</param>
/// <param name="IsRight">Whether the answer is the reference's.</param>
/// <param name="Verifier">A verifier with the options of the case.</param>
/// <param name="Line">The case as its file has it.</param>
internal sealed record MathCase(string Set, string Kind, string Gold, string Answer, bool IsRight, MathVerifier Verifier, string Line)
{
    /// <summary>What the verifier says; null where it cannot decide.</summary>
    internal bool? Verify() => Verifier.Verify(Gold, Answer).Outcome switch
    {
        MathOutcome.Right => true,
        MathOutcome.Wrong => false,
        _ => null,
    };
}
