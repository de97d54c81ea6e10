namespace Rlar.Inference.Conversion;

/// <summary>
/// Llama 3.1's stretching of the rope for longer texts: slow frequencies are divided by a factor, fast ones left, and those between are mixed. GGUF has the
/// divisors of all frequencies as the tensor rope_freqs.weight. Source: transformers, rope_type "llama3" (after Meta's llama-models).
/// </summary>
/// <param name="Factor">What slow frequencies are divided by.</param>
/// <param name="LowFrequency">Up to how many turns in the original context a frequency is slow.</param>
/// <param name="HighFrequency">From how many turns on it is fast; above <paramref name="LowFrequency"/>.</param>
/// <param name="OriginalContext">The context in tokens that the model was first trained on.</param>
internal sealed record RopeFactors(double Factor, double LowFrequency, double HighFrequency, int OriginalContext)
{
    /// <summary>The divisors, [head width / 2].</summary>
    /// <param name="ropeBase">The base of the frequencies.</param>
    /// <param name="headWidth">The width of a head.</param>
    internal float[] Divisors(double ropeBase, int headWidth)
    {
        var divisors = new float[headWidth / 2];
        for (var pair = 0; pair < divisors.Length; pair++)
        {
            // How often the pair turns within the original context.
            var turns = OriginalContext / (2 * Math.PI * Math.Pow(ropeBase, 2.0 * pair / headWidth));
            var fast = Math.Clamp((turns - LowFrequency) / (HighFrequency - LowFrequency), 0, 1);
            divisors[pair] = (float)(1 / (((1 - fast) / Factor) + fast));
        }

        return divisors;
    }
}
