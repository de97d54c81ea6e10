using System.Numerics;
using System.Runtime.InteropServices;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The host's look at a row of logits before it leaves, a vector at a time.</summary>
internal static class LogitScan
{
    /// <summary>Refuses NaN and +infinity; whether the row has a token that can come.</summary>
    /// <exception cref="KernelException">A logit that no softmax is made of.</exception>
    internal static bool Check(in LogitMatrix logits, int row)
    {
        var start = (long)row * logits.Vocabulary;
        var bytes = logits.Bytes.Slice((int)(start * logits.ElementSize), logits.Vocabulary * logits.ElementSize);
        var (isBad, isPossible) = logits.Format switch
        {
            LogitFormat.F32 => Floats(MemoryMarshal.Cast<byte, float>(bytes)),
            LogitFormat.F64 => Floats(MemoryMarshal.Cast<byte, double>(bytes)),
            LogitFormat.F16 => Halves(MemoryMarshal.Cast<byte, ushort>(bytes), 0x7C00),
            _ => Halves(MemoryMarshal.Cast<byte, ushort>(bytes), 0x7F80),
        };
        for (var at = start; isBad && at < start + logits.Vocabulary; at++)
        {
            if (double.IsNaN(logits[at]) || double.IsPositiveInfinity(logits[at]))
                throw LossChecks.BadLogit(logits[at], at);
        }

        return isPossible;
    }

    private static (bool IsBad, bool IsPossible) Floats<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (least, greatest) = (new Vector<T>(T.NegativeInfinity), new Vector<T>(T.PositiveInfinity));
        bool isBad = false, isPossible = false;
        var i = 0;
        for (; i + Vector<T>.Count <= row.Length; i += Vector<T>.Count)
        {
            var block = new Vector<T>(row[i..]);
            isBad |= !Vector.LessThanAll(block, greatest);
            isPossible |= Vector.GreaterThanAny(block, least);
        }

        for (; i < row.Length; i++)
        {
            isBad |= !(row[i] < T.PositiveInfinity);
            isPossible |= row[i] > T.NegativeInfinity;
        }

        return (isBad, isPossible);
    }

    /// <summary>Of a format in 16 bits all of whose exponent's bits are set in infinity and NaN.</summary>
    private static (bool IsBad, bool IsPossible) Halves(ReadOnlySpan<ushort> row, ushort exponent)
    {
        var nothing = (ushort)(exponent | 0x8000);
        var (infinity, never, magnitude) = (new Vector<ushort>(exponent), new Vector<ushort>(nothing), new Vector<ushort>(0x7FFF));
        bool isBad = false, isPossible = false;
        var i = 0;
        for (; i + Vector<ushort>.Count <= row.Length; i += Vector<ushort>.Count)
        {
            var block = new Vector<ushort>(row[i..]);
            var isFinite = Vector.LessThan(block & magnitude, infinity);
            isBad |= (isFinite | Vector.Equals(block, never)) != Vector<ushort>.AllBitsSet;
            isPossible |= isFinite != Vector<ushort>.Zero;
        }

        for (; i < row.Length; i++)
        {
            var isFinite = (row[i] & 0x7FFF) < exponent;
            isBad |= !isFinite && row[i] != nothing;
            isPossible |= isFinite;
        }

        return (isBad, isPossible);
    }
}
