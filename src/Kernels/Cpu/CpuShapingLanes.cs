using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// Vectors of four doubles; sums run in two of them, eight lanes, whatever the machine's own width is. Entry i belongs to lane i mod 8, and the
/// lanes are summed in one fixed tree, so that sums have the same bits on every machine. No fused multiply-add, for the same reason.
/// <see cref="Vector256{T}"/> and not 512: where 512 bits are missing, the runtime's stand-in for them was measured slower than scalar code.
/// </summary>
internal static class CpuShapingLanes
{
    public const int Width = 4;

    /// <summary>What an operation does to four entries at once; a struct, so that the loop around it is compiled for it.</summary>
    internal interface IMap
    {
        /// <summary>The new values of entries i .. i + 3.</summary>
        Vector256<double> Apply(Vector256<double> block, int i);
    }

    /// <summary>Entries i .. i + 3, 0 beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(ReadOnlySpan<double> values, int i) =>
        values.Length - i >= Width ? Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i) : LoadTail(values, i);

    /// <summary>Lengths i .. i + 3 as doubles, 0 beyond the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(ReadOnlySpan<int> values, int i)
    {
        if (values.Length - i < Width)
            return Vector256.Create(At(values, i), At(values, i + 1), At(values, i + 2), At(values, i + 3));
        return Vector256.Create((double)values[i], values[i + 1], values[i + 2], values[i + 3]);

        static double At(ReadOnlySpan<int> values, int i) => i < values.Length ? values[i] : 0;
    }

    /// <summary>All bits set where entry i .. i + 3 exists and is marked; no marks at all mark every entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Mask(ReadOnlySpan<bool> marks, int i, int length)
    {
        if (length - i < Width)
            return MaskTail(marks, i, length);
        if (marks.IsEmpty)
            return Vector256<double>.AllBitsSet;

        // Byte k of the four goes to lane k: every lane sees all four and keeps its own.
        var bytes = Unsafe.ReadUnaligned<uint>(ref Unsafe.As<bool, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(marks), i)));
        var own = Vector256.Create((ulong)bytes) & Vector256.Create(0xFFUL, 0xFF00UL, 0xFF0000UL, 0xFF000000UL);
        return ~Vector256.Equals(own, Vector256<ulong>.Zero).AsDouble();
    }

    /// <summary>Writes entries i .. i + 3 as far as they exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<double> block, Span<double> destination, int i)
    {
        if (destination.Length - i >= Width)
            block.StoreUnsafe(ref MemoryMarshal.GetReference(destination), (nuint)i);
        else
            StoreTail(block, destination, i);
    }

    /// <summary>Eight lanes in the tree ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)).</summary>
    public static double Sum(Vector256<double> low, Vector256<double> high)
    {
        var four = low + high;
        var two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }

    /// <summary>low where below it, high where above it, as <see cref="NormalizationFormulas.Clip"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Clip(Vector256<double> block, double low, double high)
    {
        var (least, most) = (Vector256.Create(low), Vector256.Create(high));
        var raised = Vector256.ConditionalSelect(Vector256.LessThan(block, least), least, block);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(raised, most), most, raised);
    }

    /// <summary>Refuses a block with a value that is not a reward; names the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(Vector256<double> block, string name, ReadOnlySpan<double> values, ReadOnlySpan<bool> scored, int i)
    {
        if (!Vector256.LessThanOrEqualAll(Vector256.Abs(block), Vector256.Create(KernelChecks.Limit)))
            KernelChecks.Values(name, values, scored, i);
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> LoadTail(ReadOnlySpan<double> values, int i)
    {
        var block = Vector256<double>.Zero;
        for (var lane = 0; i + lane < values.Length; lane++)
            block = block.WithElement(lane, values[i + lane]);
        return block;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> MaskTail(ReadOnlySpan<bool> marks, int i, int length)
    {
        var mask = Vector256<long>.Zero;
        for (var lane = 0; i + lane < length; lane++)
            mask = mask.WithElement(lane, marks.IsEmpty || marks[i + lane] ? -1 : 0);
        return mask.AsDouble();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreTail(Vector256<double> block, Span<double> destination, int i)
    {
        for (var lane = 0; i + lane < destination.Length; lane++)
            destination[i + lane] = block.GetElement(lane);
    }
}
