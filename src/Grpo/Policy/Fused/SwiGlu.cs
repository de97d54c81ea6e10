using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rlar.Grpo.Policy.Fused;

/// <summary>
/// The gate of a feed-forward layer, y = silu(g) u with silu(g) = g sigmoid(g) (Shazeer, arXiv 2002.05202), a pass each way. The same bits at every vector
/// width. A destination may be one of the sources itself.
/// </summary>
internal static class SwiGlu
{
    /// <summary>y = silu(g) u.</summary>
    /// <param name="gate">[N] g.</param>
    /// <param name="up">[N] u.</param>
    /// <param name="result">[N] destination.</param>
    public static void Forward(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> result)
    {
        if (Vector512.IsHardwareAccelerated)
            Forward<FloatLanes512>(gate, up, result);
        else if (Vector256.IsHardwareAccelerated)
            Forward<FloatLanes256>(gate, up, result);
        else
            Forward<FloatLane>(gate, up, result);
    }

    /// <summary>dg = dy u (s + g s (1 - s)) with s = sigmoid(g), and du = dy g s.</summary>
    /// <param name="gate">[N] g.</param>
    /// <param name="up">[N] u.</param>
    /// <param name="slopes">[N] d loss / d y.</param>
    /// <param name="gateSlopes">[N] destination of d loss / d g.</param>
    /// <param name="upSlopes">[N] destination of d loss / d u.</param>
    public static void Backward(
        ReadOnlySpan<float> gate, ReadOnlySpan<float> up, ReadOnlySpan<float> slopes, Span<float> gateSlopes, Span<float> upSlopes)
    {
        if (Vector512.IsHardwareAccelerated)
            Backward<FloatLanes512>(gate, up, slopes, gateSlopes, upSlopes);
        else if (Vector256.IsHardwareAccelerated)
            Backward<FloatLanes256>(gate, up, slopes, gateSlopes, upSlopes);
        else
            Backward<FloatLane>(gate, up, slopes, gateSlopes, upSlopes);
    }

    /// <summary><see cref="Forward(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/> at one width.</summary>
    internal static void Forward<TLanes>(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> result)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        Spans.Length(up.Length, gate.Length);
        Spans.Length(result.Length, gate.Length);
        ref var g = ref MemoryMarshal.GetReference(gate);
        ref var u = ref MemoryMarshal.GetReference(up);
        ref var y = ref MemoryMarshal.GetReference(result);
        var at = 0;
        for (; at <= gate.Length - TLanes.Count; at += TLanes.Count)
            Forward<TLanes>(ref g, ref u, ref y, at);
        for (; at < gate.Length; at++)
            Forward<FloatLane>(ref g, ref u, ref y, at);
    }

    /// <summary><see cref="Backward(ReadOnlySpan{float}, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, Span{float})"/> at one width.</summary>
    internal static void Backward<TLanes>(
        ReadOnlySpan<float> gate, ReadOnlySpan<float> up, ReadOnlySpan<float> slopes, Span<float> gateSlopes, Span<float> upSlopes)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        Spans.Length(up.Length, gate.Length);
        Spans.Length(slopes.Length, gate.Length);
        Spans.Length(gateSlopes.Length, gate.Length);
        Spans.Length(upSlopes.Length, gate.Length);
        ref var g = ref MemoryMarshal.GetReference(gate);
        ref var u = ref MemoryMarshal.GetReference(up);
        ref var dy = ref MemoryMarshal.GetReference(slopes);
        ref var dg = ref MemoryMarshal.GetReference(gateSlopes);
        ref var du = ref MemoryMarshal.GetReference(upSlopes);
        var at = 0;
        for (; at <= gate.Length - TLanes.Count; at += TLanes.Count)
            Backward<TLanes>(ref g, ref u, ref dy, ref dg, ref du, at);
        for (; at < gate.Length; at++)
            Backward<FloatLane>(ref g, ref u, ref dy, ref dg, ref du, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Forward<TLanes>(ref float gate, ref float up, ref float result, int at)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var g = TLanes.Load(ref gate, at);
        TLanes.Store(g * LaneMath.Sigmoid(g) * TLanes.Load(ref up, at), ref result, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Backward<TLanes>(ref float gate, ref float up, ref float slopes, ref float gateSlopes, ref float upSlopes, int at)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var (g, u, dy) = (TLanes.Load(ref gate, at), TLanes.Load(ref up, at), TLanes.Load(ref slopes, at));
        var sigmoid = LaneMath.Sigmoid(g);
        var silu = g * sigmoid;
        TLanes.Store(dy * u * TLanes.MultiplyAdd(silu, TLanes.Broadcast(1) - sigmoid, sigmoid), ref gateSlopes, at);
        TLanes.Store(dy * silu, ref upSlopes, at);
    }
}
