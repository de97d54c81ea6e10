using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Rlar.Grpo.Policy.Fused;

namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>
/// y = x W' for a few rows x and a matrix as GGUF has it, its rows first. A result is one dot product, summed in an order that depends on its length alone: a
/// row has the same bits whatever rows stand beside it, and however many. MKL's do not: its kernels change with the number of rows.
/// </summary>
/// <remarks>
/// The matrix is read once for all rows, which is what bounds it. On AVX2 a step over 16 rows takes 0.5 to 0.8 of the time of libtorch 2.10's own product.
/// The order is that of the vector width, so the last bits differ between widths.
/// </remarks>
internal static class RowProducts
{
    // Twelve sums, three weights and a row fill the sixteen registers of AVX2.
    private const int TileRows = 4;
    private const int TileOutputs = 3;
    private const int LineFloats = 16;

    // Longer rows do not fit beside each other in the nearest cache, and are foreseen.
    private const int MostPrefetched = 768;

    /// <summary>Multiplies.</summary>
    /// <param name="rows">[M, K] x.</param>
    /// <param name="matrix">[N, K] W.</param>
    /// <param name="inner">K.</param>
    /// <param name="result">[M, N] destination.</param>
    /// <param name="adds">Whether the products are added to what is there.</param>
    internal static void Multiply(ReadOnlySpan<float> rows, ReadOnlySpan<float> matrix, int inner, Span<float> result, bool adds = false)
    {
        if (Vector512.IsHardwareAccelerated)
            Multiply<FloatLanes512>(rows, matrix, inner, result, adds);
        else if (Vector256.IsHardwareAccelerated)
            Multiply<FloatLanes256>(rows, matrix, inner, result, adds);
        else
            Multiply<FloatLane>(rows, matrix, inner, result, adds);
    }

    /// <summary><see cref="Multiply(ReadOnlySpan{float}, ReadOnlySpan{float}, int, Span{float}, bool)"/> at one width.</summary>
    internal static void Multiply<TLanes>(ReadOnlySpan<float> rows, ReadOnlySpan<float> matrix, int inner, Span<float> result, bool adds)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var (count, outputs) = (Spans.Rows(rows.Length, inner), Spans.Rows(matrix.Length, inner));
        Spans.Length(result.Length, count * outputs);
        ref var x = ref MemoryMarshal.GetReference(rows);
        ref var w = ref MemoryMarshal.GetReference(matrix);
        ref var y = ref MemoryMarshal.GetReference(result);
        // Whole lines, so many that the next weights are there when the last tile is done.
        var part = inner <= MostPrefetched ? ((TileOutputs * inner / Math.Max(1, count / TileRows)) + LineFloats) / LineFloats * LineFloats : 0;
        var output = 0;
        for (; output <= outputs - TileOutputs; output += TileOutputs)
        {
            ref var weights = ref Unsafe.Add(ref w, output * inner);
            var row = 0;
            for (var next = TileOutputs * inner; row <= count - TileRows; row += TileRows, next += part)
            {
                if (output < outputs - (2 * TileOutputs))
                    Prefetch(ref weights, next, part);
                Tile<TLanes>(ref Unsafe.Add(ref x, row * inner), ref weights, inner, ref Unsafe.Add(ref y, (row * outputs) + output), outputs, adds);
            }

            for (; row < count; row++)
                OneRow<TLanes>(ref Unsafe.Add(ref x, row * inner), ref weights, inner, ref Unsafe.Add(ref y, (row * outputs) + output), adds);
        }

        for (; output < outputs; output++)
        {
            ref var weights = ref Unsafe.Add(ref w, output * inner);
            for (var row = 0; row < count; row++)
                OneOutput<TLanes>(ref Unsafe.Add(ref x, row * inner), ref weights, inner, ref Unsafe.Add(ref y, (row * outputs) + output), adds);
        }
    }

    // The matrix comes from memory, a few rows at a time, which is too short for the processor to foresee. A third of the time at 16 rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(ref float weights, int start, int count)
    {
        if (!Sse.IsSupported)
            return;
        // Wherever it points, a prefetch is only a hint.
        var first = (float*)Unsafe.AsPointer(ref weights) + start;
        for (var at = 0; at < count; at += LineFloats)
            Sse.Prefetch0(first + at);
    }

    // Four rows by three outputs: seven loads for twelve multiply-adds.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TLanes>(ref float x0, ref float w0, int inner, ref float y, int outputs, bool adds)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        ref var w1 = ref Unsafe.Add(ref w0, inner);
        ref var w2 = ref Unsafe.Add(ref w1, inner);
        ref var x1 = ref Unsafe.Add(ref x0, inner);
        ref var x2 = ref Unsafe.Add(ref x1, inner);
        ref var x3 = ref Unsafe.Add(ref x2, inner);
        // No tuples in here: the compiler would keep the sums in memory, at half the speed.
        TLanes s00 = default, s01 = default, s02 = default;
        TLanes s10 = default, s11 = default, s12 = default;
        TLanes s20 = default, s21 = default, s22 = default;
        TLanes s30 = default, s31 = default, s32 = default;
        for (var at = 0; at <= inner - TLanes.Count; at += TLanes.Count)
        {
            var a = TLanes.Load(ref w0, at);
            var b = TLanes.Load(ref w1, at);
            var c = TLanes.Load(ref w2, at);
            var x = TLanes.Load(ref x0, at);
            s00 = TLanes.MultiplyAdd(a, x, s00);
            s01 = TLanes.MultiplyAdd(b, x, s01);
            s02 = TLanes.MultiplyAdd(c, x, s02);
            x = TLanes.Load(ref x1, at);
            s10 = TLanes.MultiplyAdd(a, x, s10);
            s11 = TLanes.MultiplyAdd(b, x, s11);
            s12 = TLanes.MultiplyAdd(c, x, s12);
            x = TLanes.Load(ref x2, at);
            s20 = TLanes.MultiplyAdd(a, x, s20);
            s21 = TLanes.MultiplyAdd(b, x, s21);
            s22 = TLanes.MultiplyAdd(c, x, s22);
            x = TLanes.Load(ref x3, at);
            s30 = TLanes.MultiplyAdd(a, x, s30);
            s31 = TLanes.MultiplyAdd(b, x, s31);
            s32 = TLanes.MultiplyAdd(c, x, s32);
        }

        Put(ref y, TLanes.Sum(s00), TLanes.Sum(s01), TLanes.Sum(s02), adds);
        Put(ref Unsafe.Add(ref y, outputs), TLanes.Sum(s10), TLanes.Sum(s11), TLanes.Sum(s12), adds);
        Put(ref Unsafe.Add(ref y, 2 * outputs), TLanes.Sum(s20), TLanes.Sum(s21), TLanes.Sum(s22), adds);
        Put(ref Unsafe.Add(ref y, 3 * outputs), TLanes.Sum(s30), TLanes.Sum(s31), TLanes.Sum(s32), adds);
        if (inner % TLanes.Count == 0)
            return;
        for (var row = 0; row < TileRows; row++)
            AddRest<TLanes>(ref Unsafe.Add(ref x0, row * inner), ref w0, inner, ref Unsafe.Add(ref y, row * outputs));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow<TLanes>(ref float x0, ref float w0, int inner, ref float y, bool adds)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        ref var w1 = ref Unsafe.Add(ref w0, inner);
        ref var w2 = ref Unsafe.Add(ref w1, inner);
        TLanes s0 = default, s1 = default, s2 = default;
        for (var at = 0; at <= inner - TLanes.Count; at += TLanes.Count)
        {
            var x = TLanes.Load(ref x0, at);
            s0 = TLanes.MultiplyAdd(TLanes.Load(ref w0, at), x, s0);
            s1 = TLanes.MultiplyAdd(TLanes.Load(ref w1, at), x, s1);
            s2 = TLanes.MultiplyAdd(TLanes.Load(ref w2, at), x, s2);
        }

        Put(ref y, TLanes.Sum(s0), TLanes.Sum(s1), TLanes.Sum(s2), adds);
        if (inner % TLanes.Count != 0)
            AddRest<TLanes>(ref x0, ref w0, inner, ref y);
    }

    private static void OneOutput<TLanes>(ref float x, ref float w, int inner, ref float y, bool adds)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        TLanes sums = default;
        for (var at = 0; at <= inner - TLanes.Count; at += TLanes.Count)
            sums = TLanes.MultiplyAdd(TLanes.Load(ref w, at), TLanes.Load(ref x, at), sums);
        y = (adds ? y : 0) + TLanes.Sum(sums);
        y += Rest<TLanes>(ref x, ref w, inner);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref float y, float first, float second, float third, bool adds)
    {
        y = (adds ? y : 0) + first;
        Unsafe.Add(ref y, 1) = (adds ? Unsafe.Add(ref y, 1) : 0) + second;
        Unsafe.Add(ref y, 2) = (adds ? Unsafe.Add(ref y, 2) : 0) + third;
    }

    private static void AddRest<TLanes>(ref float x, ref float w, int inner, ref float y)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        for (var output = 0; output < TileOutputs; output++)
            Unsafe.Add(ref y, output) += Rest<TLanes>(ref x, ref Unsafe.Add(ref w, output * inner), inner);
    }

    // What is left behind the last whole vector, number by number.
    private static float Rest<TLanes>(ref float x, ref float w, int inner)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var sum = 0f;
        for (var at = inner / TLanes.Count * TLanes.Count; at < inner; at++)
            sum = MathF.FusedMultiplyAdd(Unsafe.Add(ref w, at), Unsafe.Add(ref x, at), sum);
        return sum;
    }
}
