using System.Buffers;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    /// <remarks>
    /// Names the blocks of 1, 2, 4, ... tokens by their rank until two overlapping blocks cover an n-gram (Karp, Miller and Rosenberg 1972), and
    /// counts distinct pairs of names. L log L log n whatever the tokens are: no hashing, so no input can make it slow.
    /// </remarks>
    public void Repetition(ReadOnlySpan<int> tokens, GroupLayout completions, RepetitionOptions options, Span<double> penalties)
    {
        ShapingChecks.Length(nameof(tokens), tokens.Length, completions.Length);
        ShapingChecks.Length("destination", penalties.Length, completions.Count);
        var longest = 0;
        for (var c = 0; c < completions.Count; c++)
            longest = Math.Max(longest, completions[c].End - completions[c].Start);
        var keys = ArrayPool<ulong>.Shared.Rent(longest);
        var names = ArrayPool<uint>.Shared.Rent(longest);
        var positions = ArrayPool<int>.Shared.Rent(longest);
        try
        {
            for (var c = 0; c < completions.Count; c++)
            {
                var (start, end) = completions[c];
                var total = end - start - options.NGramSize + 1;
                penalties[c] = 0;
                if (total < 1)
                    continue;
                var unique = UniqueNGrams(tokens[start..end], options.NGramSize, keys, names, positions);
                penalties[c] = options.MaxPenalty * (1 - ((double)unique / total));
            }
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(keys);
            ArrayPool<uint>.Shared.Return(names);
            ArrayPool<int>.Shared.Return(positions);
        }
    }

    private static int UniqueNGrams(ReadOnlySpan<int> tokens, int n, Span<ulong> keys, Span<uint> names, Span<int> positions)
    {
        for (var i = 0; i < tokens.Length; i++)
            names[i] = (uint)tokens[i];
        var size = 1;
        for (; size < n - size; size *= 2)
        {
            var count = tokens.Length - (2 * size) + 1;
            Pair(names, size, keys[..count]);
            for (var i = 0; i < count; i++)
                positions[i] = i;
            keys[..count].Sort(positions[..count]);
            var name = 0u;
            for (var i = 0; i < count; i++)
            {
                if (i > 0 && keys[i] != keys[i - 1])
                    name++;
                names[positions[i]] = name;
            }
        }

        var pairs = keys[..(tokens.Length - n + 1)];
        Pair(names, n - size, pairs);
        pairs.Sort();
        var unique = 1;
        for (var i = 1; i < pairs.Length; i++)
            unique += pairs[i] != pairs[i - 1] ? 1 : 0;
        return unique;
    }

    // The names of the blocks at i and at i + distance, as one key.
    private static void Pair(ReadOnlySpan<uint> names, int distance, Span<ulong> keys)
    {
        for (var i = 0; i < keys.Length; i++)
            keys[i] = ((ulong)names[i] << 32) | names[i + distance];
    }
}
