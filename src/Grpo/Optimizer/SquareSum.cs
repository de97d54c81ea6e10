using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rlar.Grpo.Optimizer;

/// <summary>
/// Sum of squares in double: eight sums side by side, number i in sum i modulo 8, added in one fixed tree. Vectors of 256 bits on every processor, so that the
/// bits are the same: memory is slower than they are.
/// </summary>
internal static class SquareSum
{
    /// <summary>sum x².</summary>
    /// <param name="values">[N] float or double.</param>
    public static double Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var at = 0;
        if (typeof(T) == typeof(float))
        {
            ref var first = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<T, float>(values));
            for (; at <= values.Length - 8; at += 8)
            {
                var (a, b) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)at));
                (low, high) = (low + (a * a), high + (b * b));
            }
        }

        var four = low + high;
        var sum = four[0] + four[2] + (four[1] + four[3]);
        for (; at < values.Length; at++)
        {
            var value = double.CreateTruncating(values[at]);
            sum += value * value;
        }

        return sum;
    }
}
