using System.Numerics;
using System.Runtime.InteropServices;

namespace Rlar.Kernels;

/// <summary>The search for a number that no kernel may see, a vector at a time.</summary>
internal static class NumberScan
{
    /// <summary>The first number that counts and is NaN, infinite or above <see cref="KernelChecks.Limit"/> in magnitude.</summary>
    /// <param name="values">Numbers: float or double.</param>
    /// <param name="counts">True where the number counts, or empty: all do.</param>
    /// <returns>Its index, or -1.</returns>
    public static int FirstBad<T>(ReadOnlySpan<T> values, ReadOnlySpan<bool> counts)
        where T : INumberBase<T>
    {
        var i = 0;
        if (Vector<T>.IsSupported)
        {
            // Every finite float is below the limit.
            var limit = new Vector<T>(typeof(T) == typeof(float) ? T.CreateTruncating(float.MaxValue) : T.CreateTruncating(KernelChecks.Limit));
            ref var first = ref MemoryMarshal.GetReference(values);
            for (; i + Vector<T>.Count <= values.Length; i += Vector<T>.Count)
            {
                // What does not count may be anything: such a block is looked at one by one.
                if (!Vector.LessThanOrEqualAll(Vector.Abs(Vector.LoadUnsafe(ref first, (nuint)i)), limit)
                    && FirstBad(values, counts, i, i + Vector<T>.Count) is >= 0 and var found)
                {
                    return found;
                }
            }
        }

        return FirstBad(values, counts, i, values.Length);
    }

    private static int FirstBad<T>(ReadOnlySpan<T> values, ReadOnlySpan<bool> counts, int start, int end)
        where T : INumberBase<T>
    {
        for (var i = start; i < end; i++)
        {
            if (!(Math.Abs(double.CreateTruncating(values[i])) <= KernelChecks.Limit) && (counts.IsEmpty || counts[i]))
                return i;
        }

        return -1;
    }
}
