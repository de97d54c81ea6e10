namespace Rlar.Inference.Conversion;

/// <summary>Draws of the standard normal distribution: the same for the same seed, whatever else is drawn.</summary>
/// <param name="seed">Decides them.</param>
internal sealed class NormalDraws(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Fills a piece with draws times a standard deviation.</summary>
    /// <param name="values">The piece.</param>
    /// <param name="deviation">The standard deviation.</param>
    internal void Fill(Span<float> values, double deviation)
    {
        foreach (ref var value in values)
            value = (float)(deviation * Next());
    }

    // One of the two that Box and Muller's method gives: half the work is wasted, and the draws do not depend on where a piece ends.
    private double Next() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    // SplitMix64: 53 bits of each step, in [0, 1).
    private double Uniform()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
