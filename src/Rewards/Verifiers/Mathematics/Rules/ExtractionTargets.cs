namespace Rlar.Rewards.Verifiers.Mathematics.Rules;

/// <summary>What an answer may be written in.</summary>
[Flags]
public enum ExtractionTargets
{
    /// <summary>Nothing: no answer is found.</summary>
    None = 0,

    /// <summary>LaTeX: between dollar signs, in a box or an environment.</summary>
    Latex = 1,

    /// <summary>Plain numbers and expressions in the text.</summary>
    Plain = 2,

    /// <summary>Both.</summary>
    All = Latex | Plain,
}
