namespace Rlar.Rewards.Verifiers.Mathematics.Rules;

/// <summary>What counts as equal. docs/math.md has the reason for each default.</summary>
public sealed record MathOptions
{
    /// <summary>The defaults.</summary>
    public static MathOptions Default { get; } = new();

    /// <summary>
    /// Significant digits that a decimal needs to stand for an exact value of which it is the rounding, at least 1. Default 6: 0.33 is not
    /// 1/3.
    /// </summary>
    public int Precision { get; init; } = 6;

    /// <summary>Whether 50 answers 50%, and 5% answers 5.</summary>
    public PercentRule Percent { get; init; } = PercentRule.OneSided;

    /// <summary>Whether units are compared where both answers have one. Default true.</summary>
    public bool ComparesUnits { get; init; } = true;

    /// <summary>Whether an answer's fraction must be in lowest terms. Default false.</summary>
    public bool RequiresLowestTerms { get; init; }

    /// <summary>
    /// Whether an answer must be a value in closed form: fractions reduced, and nothing left standing that arithmetic can carry out, unless the
    /// reference is so. Default false.
    /// </summary>
    public bool RequiresEvaluated { get; init; }

    /// <summary>Whether lists without brackets are compared in order. Default false.</summary>
    public bool KeepsListOrder { get; init; }

    /// <summary>Whether an inequality answers an interval, and an interval an inequality.</summary>
    public SetRelationRule SetRelation { get; init; } = SetRelationRule.Symmetric;

    /// <summary>Whether variables must have the same names. Default true.</summary>
    public bool IsStrict { get; init; } = true;

    /// <summary>What an answer may be written in: LaTeX, plain expressions or both.</summary>
    public ExtractionTargets Targets { get; init; } = ExtractionTargets.All;
}
