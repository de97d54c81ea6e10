namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>How many leaves of two JSON values agree.</summary>
/// <param name="Matched">Leaves of both at the same place with the same value.</param>
/// <param name="Answered">Leaves of the answer.</param>
/// <param name="Expected">Leaves of the reference.</param>
internal readonly record struct FieldCounts(int Matched, int Answered, int Expected)
{
    /// <summary>Matched over answered, a value between 0.0 and 1.0.</summary>
    public double Precision => (double)Matched / Answered;

    /// <summary>Matched over expected, a value between 0.0 and 1.0.</summary>
    public double Recall => (double)Matched / Expected;

    /// <summary>The harmonic mean of both: 2 matched over (answered + expected).</summary>
    public double F1 => 2.0 * Matched / (Answered + Expected);
}
