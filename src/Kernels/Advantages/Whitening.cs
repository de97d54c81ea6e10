namespace Rlar.Kernels.Advantages;

/// <summary>
/// Whitening over a whole batch: subtract its mean, divide by its deviation. The trainers that do it differ in every detail, so every
/// detail is a field.
/// </summary>
/// <param name="ByToken">True: each completion weighs its length in tokens, and one without tokens has 0; false: each weighs 1.</param>
/// <param name="SampleVariance">True: divide by n - 1 (Bessel); false: by n.</param>
/// <param name="Stabilizer">Where <paramref name="Epsilon"/> enters.</param>
/// <param name="Epsilon">The stabilising constant, above 0.</param>
/// <param name="CountEpsilon">Added to the token count when the mean and the population variance are taken (verl: 1e-8), at least 0.</param>
public sealed record Whitening(bool ByToken, bool SampleVariance, Stabilizer Stabilizer, double Epsilon, double CountEpsilon = 0)
{
    /// <summary>verl <c>masked_whiten</c>: token weights, mean S / (N + 1e-8), var S2 / (N + 1e-8) * N / (N - 1), times rsqrt(var + 1e-8).</summary>
    public static Whitening Verl { get; } = new(ByToken: true, SampleVariance: true, Stabilizer.AddToVariance, 1e-8, CountEpsilon: 1e-8);

    /// <summary>OpenRLHF and NeMo-RL REINFORCE++: token weights, population variance clamped at 1e-8.</summary>
    public static Whitening Clamped { get; } = new(ByToken: true, SampleVariance: false, Stabilizer.ClampVariance, 1e-8);

    /// <summary>
    /// NeMo-RL GDPO: every completion weighs 1, n - 1. NeMo-RL divides by the bare deviation where that is above 0; the 1e-8 here is below the
    /// resolution of the float32 it computes in, and keeps rounding from becoming an advantage of +-1 where components cancel out.
    /// </summary>
    public static Whitening NeMoRlGdpo { get; } = new(ByToken: false, SampleVariance: true, Stabilizer.AddToDeviation, 1e-8);

    /// <summary>TRL normalize_then_sum: every completion weighs 1, n - 1, eps 1e-4 added to the deviation.</summary>
    public static Whitening Trl { get; } = new(ByToken: false, SampleVariance: true, Stabilizer.AddToDeviation, 1e-4);

    /// <summary>What a deviation is multiplied with.</summary>
    /// <param name="populationVariance">Weighted variance that divides by the weight itself.</param>
    /// <param name="weight">The weight: tokens, or completions.</param>
    internal double Factor(double populationVariance, double weight)
    {
        var variance = SampleVariance && weight > 1 ? populationVariance * (weight / (weight - 1)) : populationVariance;
        return Stabilizer switch
        {
            Stabilizer.AddToDeviation => 1 / (Math.Sqrt(variance) + Epsilon),
            Stabilizer.AddToVariance => 1 / Math.Sqrt(variance + Epsilon),
            _ => 1 / Math.Sqrt(Math.Max(variance, Epsilon)),
        };
    }
}
