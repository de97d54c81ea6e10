using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rlar.Grpo.Policy.Fused;

/// <summary>
/// y = x s w with s = 1 / sqrt(mean(x²) + epsilon) by row (Zhang and Sennrich, arXiv 1910.07467). The sums over a row run in float in the order of the vector
/// width, so the last bits differ between widths.
/// </summary>
internal static class RmsNorm
{
    /// <summary>Normalises rows.</summary>
    /// <param name="source">[R, W] x.</param>
    /// <param name="weight">[W] w.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <param name="result">[R, W] destination; it may be the source.</param>
    /// <param name="scales">[R] destination of s, which the backward needs.</param>
    public static void Forward(ReadOnlySpan<float> source, ReadOnlySpan<float> weight, float epsilon, Span<float> result, Span<float> scales)
    {
        if (Vector512.IsHardwareAccelerated)
            Forward<FloatLanes512>(source, weight, epsilon, result, scales);
        else if (Vector256.IsHardwareAccelerated)
            Forward<FloatLanes256>(source, weight, epsilon, result, scales);
        else
            Forward<FloatLane>(source, weight, epsilon, result, scales);
    }

    /// <summary>dx = s (dy w - x s² mean(dy w x)); dw gains the sum over rows of dy x s.</summary>
    /// <param name="source">[R, W] x.</param>
    /// <param name="weight">[W] w.</param>
    /// <param name="scales">[R] from the forward.</param>
    /// <param name="slopes">[R, W] d loss / d y.</param>
    /// <param name="sourceSlopes">[R, W] destination of d loss / d x; it may be <paramref name="slopes"/>.</param>
    /// <param name="weightSlopes">[W] d loss / d w, which is added to; or empty: not wanted.</param>
    public static void Backward(
        ReadOnlySpan<float> source, ReadOnlySpan<float> weight, ReadOnlySpan<float> scales, ReadOnlySpan<float> slopes, Span<float> sourceSlopes,
        Span<float> weightSlopes)
    {
        if (Vector512.IsHardwareAccelerated)
            Backward<FloatLanes512>(source, weight, scales, slopes, sourceSlopes, weightSlopes);
        else if (Vector256.IsHardwareAccelerated)
            Backward<FloatLanes256>(source, weight, scales, slopes, sourceSlopes, weightSlopes);
        else
            Backward<FloatLane>(source, weight, scales, slopes, sourceSlopes, weightSlopes);
    }

    /// <summary>The forward at one width.</summary>
    internal static void Forward<TLanes>(ReadOnlySpan<float> source, ReadOnlySpan<float> weight, float epsilon, Span<float> result, Span<float> scales)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var width = weight.Length;
        Spans.Length(scales.Length, Spans.Rows(source.Length, width));
        Spans.Length(result.Length, source.Length);
        ref var w = ref MemoryMarshal.GetReference(weight);
        for (var row = 0; row < scales.Length; row++)
        {
            ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), row * width);
            ref var y = ref Unsafe.Add(ref MemoryMarshal.GetReference(result), row * width);
            var scale = scales[row] = 1 / MathF.Sqrt((SumOfSquares<TLanes>(ref x, width) / width) + epsilon);
            var at = 0;
            for (; at <= width - TLanes.Count; at += TLanes.Count)
                TLanes.Store(TLanes.Load(ref x, at) * TLanes.Broadcast(scale) * TLanes.Load(ref w, at), ref y, at);
            for (; at < width; at++)
                Unsafe.Add(ref y, at) = Unsafe.Add(ref x, at) * scale * Unsafe.Add(ref w, at);
        }
    }

    /// <summary>The backward at one width.</summary>
    internal static void Backward<TLanes>(
        ReadOnlySpan<float> source, ReadOnlySpan<float> weight, ReadOnlySpan<float> scales, ReadOnlySpan<float> slopes, Span<float> sourceSlopes,
        Span<float> weightSlopes)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var width = weight.Length;
        Spans.Length(scales.Length, Spans.Rows(source.Length, width));
        Spans.Length(slopes.Length, source.Length);
        Spans.Length(sourceSlopes.Length, source.Length);
        if (!weightSlopes.IsEmpty)
            Spans.Length(weightSlopes.Length, width);
        ref var w = ref MemoryMarshal.GetReference(weight);
        ref var dw = ref MemoryMarshal.GetReference(weightSlopes);
        for (var row = 0; row < scales.Length; row++)
        {
            ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), row * width);
            ref var dy = ref Unsafe.Add(ref MemoryMarshal.GetReference(slopes), row * width);
            ref var dx = ref Unsafe.Add(ref MemoryMarshal.GetReference(sourceSlopes), row * width);
            var scale = scales[row];

            // Before dx is written, which may be dy.
            var share = SumOfProducts<TLanes>(ref dy, ref w, ref x, width) * scale * scale / width;
            if (!weightSlopes.IsEmpty)
                AddProducts<TLanes>(ref dy, ref x, scale, ref dw, width);
            var at = 0;
            for (; at <= width - TLanes.Count; at += TLanes.Count)
                SourceSlope<TLanes>(ref x, ref w, ref dy, scale, share, ref dx, at);
            for (; at < width; at++)
                SourceSlope<FloatLane>(ref x, ref w, ref dy, scale, share, ref dx, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SourceSlope<TLanes>(ref float x, ref float w, ref float dy, float scale, float share, ref float dx, int at)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var through = TLanes.Load(ref dy, at) * TLanes.Load(ref w, at);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(ref x, at), TLanes.Broadcast(-share), through) * TLanes.Broadcast(scale), ref dx, at);
    }

    private static void AddProducts<TLanes>(ref float dy, ref float x, float scale, ref float dw, int width)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var at = 0;
        for (; at <= width - TLanes.Count; at += TLanes.Count)
            AddProduct<TLanes>(ref dy, ref x, scale, ref dw, at);
        for (; at < width; at++)
            AddProduct<FloatLane>(ref dy, ref x, scale, ref dw, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct<TLanes>(ref float dy, ref float x, float scale, ref float dw, int at)
        where TLanes : unmanaged, IFloatLanes<TLanes> =>
        TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(ref dy, at) * TLanes.Broadcast(scale), TLanes.Load(ref x, at), TLanes.Load(ref dw, at)), ref dw, at);

    /// <summary>Four sums side by side, so that an addition need not wait for the one before it.</summary>
    private static float SumOfSquares<TLanes>(ref float x, int width)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var (a, b, c, d) = (TLanes.Broadcast(0), TLanes.Broadcast(0), TLanes.Broadcast(0), TLanes.Broadcast(0));
        var at = 0;
        for (; at <= width - (4 * TLanes.Count); at += 4 * TLanes.Count)
        {
            (a, b) = (AddSquare(ref x, at, a), AddSquare(ref x, at + TLanes.Count, b));
            (c, d) = (AddSquare(ref x, at + (2 * TLanes.Count), c), AddSquare(ref x, at + (3 * TLanes.Count), d));
        }

        for (; at <= width - TLanes.Count; at += TLanes.Count)
            a = AddSquare(ref x, at, a);
        var sum = TLanes.Sum(a + b + (c + d));
        for (; at < width; at++)
            sum = MathF.FusedMultiplyAdd(Unsafe.Add(ref x, at), Unsafe.Add(ref x, at), sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes AddSquare<TLanes>(ref float x, int at, TLanes sum)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var value = TLanes.Load(ref x, at);
        return TLanes.MultiplyAdd(value, value, sum);
    }

    private static float SumOfProducts<TLanes>(ref float dy, ref float w, ref float x, int width)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var (a, b) = (TLanes.Broadcast(0), TLanes.Broadcast(0));
        var at = 0;
        for (; at <= width - (2 * TLanes.Count); at += 2 * TLanes.Count)
            (a, b) = (AddProduct(ref dy, ref w, ref x, at, a), AddProduct(ref dy, ref w, ref x, at + TLanes.Count, b));
        for (; at <= width - TLanes.Count; at += TLanes.Count)
            a = AddProduct(ref dy, ref w, ref x, at, a);
        var sum = TLanes.Sum(a + b);
        for (; at < width; at++)
            sum = MathF.FusedMultiplyAdd(Unsafe.Add(ref dy, at) * Unsafe.Add(ref w, at), Unsafe.Add(ref x, at), sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes AddProduct<TLanes>(ref float dy, ref float w, ref float x, int at, TLanes sum)
        where TLanes : unmanaged, IFloatLanes<TLanes> =>
        TLanes.MultiplyAdd(TLanes.Load(ref dy, at) * TLanes.Load(ref w, at), TLanes.Load(ref x, at), sum);
}
