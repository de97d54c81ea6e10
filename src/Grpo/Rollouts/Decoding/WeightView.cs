namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>A tensor of <see cref="MappedWeights"/>, good for as long as those are mapped.</summary>
/// <param name="start">Its first number.</param>
/// <param name="length">How many.</param>
internal readonly unsafe struct WeightView(float* start, int length)
{
    /// <summary>Whether there is none.</summary>
    internal bool IsEmpty => length == 0;

    /// <summary>Its numbers as they are now.</summary>
    internal ReadOnlySpan<float> Values => new(start, length);
}
