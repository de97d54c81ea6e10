using Rlar.Grpo.Policy;

namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>
/// Keys and values of one sequence in 32 bits. Keys lie as [layer, head, width, position], so that the scores of neighbouring positions are computed side by
/// side and none is a sum across a vector; values lie as [layer, head, position, width].
/// </summary>
internal sealed class KeyValueCache
{
    private readonly int _heads;
    private readonly int _width;
    private readonly float[] _keys;
    private readonly float[] _values;

    /// <summary>Makes an empty one.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="positions">How many tokens it must hold.</param>
    internal KeyValueCache(PolicyShape shape, int positions)
    {
        (_heads, _width) = (shape.KeyHeads, shape.HeadWidth);
        Capacity = Rounded(positions);
        var numbers = checked(shape.Layers * _heads * _width * Capacity);
        (_keys, _values) = (new float[numbers], new float[numbers]);
    }

    /// <summary>What one takes of memory.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="positions">How many tokens it must hold.</param>
    internal static long Bytes(PolicyShape shape, int positions) => 2L * sizeof(float) * shape.Layers * shape.KeyHeads * shape.HeadWidth * Rounded(positions);

    /// <summary>Positions that it holds: a multiple of 16.</summary>
    internal int Capacity { get; }

    /// <summary>[width, capacity] keys of a layer's head.</summary>
    internal Span<float> Keys(int layer, int head) => Part(_keys, layer, head);

    /// <summary>[capacity, width] values of a layer's head.</summary>
    internal Span<float> Values(int layer, int head) => Part(_values, layer, head);

    /// <summary>Writes a position of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="position">The position.</param>
    /// <param name="keys">[heads, width].</param>
    /// <param name="values">[heads, width].</param>
    internal void Write(int layer, int position, ReadOnlySpan<float> keys, ReadOnlySpan<float> values)
    {
        for (var head = 0; head < _heads; head++)
        {
            var column = Keys(layer, head)[position..];
            var source = keys.Slice(head * _width, _width);
            for (var at = 0; at < source.Length; at++)
                column[at * Capacity] = source[at];
            values.Slice(head * _width, _width).CopyTo(Values(layer, head)[(position * _width)..]);
        }
    }

    /// <summary>Takes over the first positions of another sequence.</summary>
    /// <param name="other">A cache of the same model.</param>
    /// <param name="positions">How many.</param>
    internal void CopyPrefix(KeyValueCache other, int positions)
    {
        var rows = _keys.Length / Capacity;
        for (var row = 0; row < rows; row++)
            other._keys.AsSpan(row * other.Capacity, positions).CopyTo(_keys.AsSpan(row * Capacity));
        for (var head = 0; head < rows / _width; head++)
            other._values.AsSpan(head * other.Capacity * _width, positions * _width).CopyTo(_values.AsSpan(head * Capacity * _width));
    }

    // Whole vectors of 16, and an odd number of them: rows a power of two apart would share a few lines of the processor's cache.
    private static int Rounded(int positions) => (((positions + 15) / 16) | 1) * 16;

    private Span<float> Part(float[] numbers, int layer, int head) => numbers.AsSpan(((layer * _heads) + head) * _width * Capacity, _width * Capacity);
}
