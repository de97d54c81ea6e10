using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// Eight lanes of doubles, whatever the machine's vectors are: <see cref="Vector512{T}"/> runs as two vectors of 256 or four of 128 bits where
/// 512 are not there, lane by lane the same. Entry i belongs to lane i mod 8, and lanes are summed in one fixed tree, so that sums have the
/// same bits on every machine. No fused multiply-add, for the same reason.
/// </summary>
internal static class CpuShapingLanes
{
    public const int Width = 8;

    /// <summary>What an operation does to eight entries at once; a struct, so that the loop around it is compiled for it.</summary>
    internal interface IMap
    {
        /// <summary>The new values of entries i .. i + 7.</summary>
        Vector512<double> Apply(Vector512<double> block, int i);
    }

    /// <summary>Entries i .. i + 7, 0 beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ReadOnlySpan<double> values, int i) =>
        values.Length - i >= Width ? Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i) : LoadTail(values[i..]);

    /// <summary>Lengths i .. i + 7 as doubles, 0 beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ReadOnlySpan<int> values, int i)
    {
        Vector256<int> ints;
        if (values.Length - i >= Width)
        {
            ints = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
        }
        else
        {
            Span<int> tail = stackalloc int[Width];
            tail.Clear();
            values[i..].CopyTo(tail);
            ints = Vector256.Create<int>(tail);
        }

        var (low, high) = Vector256.Widen(ints);
        return Vector512.ConvertToDouble(Vector512.Create(low, high));
    }

    /// <summary>All bits set where entry i .. i + 7 exists and is marked; no marks at all mark every entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Mask(ReadOnlySpan<bool> marks, int i, int length)
    {
        if (marks.IsEmpty)
        {
            return length - i >= Width
                ? Vector512<double>.AllBitsSet
                : Vector512.LessThan(Vector512<double>.Indices, Vector512.Create((double)(length - i)));
        }

        ulong bytes;
        if (length - i >= Width)
        {
            bytes = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<bool, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(marks), i)));
        }
        else
        {
            bytes = 0;
            for (var lane = 0; lane < length - i; lane++)
                bytes |= (marks[i + lane] ? 1UL : 0) << (lane * 8);
        }

        var shorts = Vector128.WidenLower(Vector128.CreateScalar(bytes).AsByte());
        var (low, high) = Vector128.Widen(shorts);
        var (a, b) = Vector256.Widen(Vector256.Create(low, high));
        return ~Vector512.Equals(Vector512.Create(a, b), Vector512<ulong>.Zero).AsDouble();
    }

    /// <summary>Writes entries i .. i + 7 as far as they exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<double> lanes, Span<double> destination, int i)
    {
        if (destination.Length - i >= Width)
        {
            lanes.StoreUnsafe(ref MemoryMarshal.GetReference(destination), (nuint)i);
            return;
        }

        Span<double> tail = stackalloc double[Width];
        lanes.CopyTo(tail);
        tail[..(destination.Length - i)].CopyTo(destination[i..]);
    }

    /// <summary>The tree ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }

    /// <summary>Refuses a block with a value that is not a reward; names the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(Vector512<double> block, string name, ReadOnlySpan<double> values, ReadOnlySpan<bool> scored, int i)
    {
        if (!Vector512.LessThanOrEqualAll(Vector512.Abs(block), Vector512.Create(ShapingChecks.Limit)))
            ShapingChecks.Values(name, values, scored, i);
    }

    /// <summary>Checks every scored value and writes map(value), 0 where it is not scored.</summary>
    public static void Map<TMap>(
        string name, ReadOnlySpan<double> values, ReadOnlySpan<bool> scored, Span<double> destination, scoped in TMap map)
        where TMap : struct, IMap, allows ref struct
    {
        for (var i = 0; i < values.Length; i += Width)
        {
            var mask = Mask(scored, i, values.Length);
            var block = Load(values, i) & mask;
            Check(block, name, values, scored, i);
            Store(map.Apply(block, i) & mask, destination, i);
        }
    }

    private static Vector512<double> LoadTail(ReadOnlySpan<double> rest)
    {
        Span<double> tail = stackalloc double[Width];
        tail.Clear();
        rest.CopyTo(tail);
        return Vector512.Create<double>(tail);
    }
}
