using System.Buffers;

namespace Rlar.Kernels.Shaping;

/// <summary>
/// How much of a sequence repeats itself: 1 - unique / total over its n-grams (TRL <c>get_repetition_penalty_reward</c>, arXiv 2502.03373
/// appendix C.2). Kernels and tools call this one formula, over token ids or over numbered words.
/// </summary>
/// <remarks>
/// Names the blocks of 1, 2, 4, ... ids by their rank until two overlapping blocks cover an n-gram (Karp, Miller and Rosenberg 1972), and
/// counts distinct pairs of names. L log L log n whatever the ids are: no hashing, so no input can make it slow.
/// </remarks>
public static class NGramRepetition
{
    /// <summary>The share of n-grams that repeat one before. Nothing is allocated once the shared array pool is warm.</summary>
    /// <param name="ids">[L] token ids, or numbers of words.</param>
    /// <param name="size">n, at least 1.</param>
    /// <returns>A value between 0 and 1; 0 for fewer ids than n.</returns>
    /// <exception cref="KernelException">A size below 1.</exception>
    public static double RepeatedShare(ReadOnlySpan<int> ids, int size)
    {
        _ = KernelChecks.AtLeast(size, 1, nameof(size));
        var total = ids.Length - size + 1;
        if (total < 1)
            return 0;
        var keys = ArrayPool<ulong>.Shared.Rent(ids.Length);
        var names = ArrayPool<uint>.Shared.Rent(ids.Length);
        var positions = ArrayPool<int>.Shared.Rent(ids.Length);
        try
        {
            return 1 - ((double)Unique(ids, size, keys, names, positions) / total);
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(keys);
            ArrayPool<uint>.Shared.Return(names);
            ArrayPool<int>.Shared.Return(positions);
        }
    }

    private static int Unique(ReadOnlySpan<int> ids, int n, Span<ulong> keys, Span<uint> names, Span<int> positions)
    {
        for (var i = 0; i < ids.Length; i++)
            names[i] = (uint)ids[i];
        var size = 1;
        for (; size < n - size; size *= 2)
        {
            var count = ids.Length - (2 * size) + 1;
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

        var pairs = keys[..(ids.Length - n + 1)];
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
