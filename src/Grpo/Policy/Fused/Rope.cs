using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rlar.Grpo.Policy.Fused;

/// <summary>
/// Rotary positions: every head of every token is turned by its position. A turn's gradient is the turn the other way. The same bits at every vector width.
/// </summary>
internal static class Rope
{
    /// <summary>Turns heads.</summary>
    /// <param name="source">[T, H, D] numbers.</param>
    /// <param name="table">Cosines and sines.</param>
    /// <param name="positions">[T] a token's position: 0 to P - 1, from 0 on in each packed row.</param>
    /// <param name="back">False: the forward; true: the other way, its gradient.</param>
    /// <param name="destination">[T, H, D] destination; it may be the source.</param>
    /// <exception cref="ArgumentException">A span that does not fit, or a position beyond the table.</exception>
    public static void Turn(ReadOnlySpan<float> source, RopeTable table, ReadOnlySpan<int> positions, bool back, Span<float> destination)
    {
        if (Vector512.IsHardwareAccelerated)
            Turn<FloatLanes512>(source, table, positions, back, destination);
        else if (Vector256.IsHardwareAccelerated)
            Turn<FloatLanes256>(source, table, positions, back, destination);
        else
            Turn<FloatLane>(source, table, positions, back, destination);
    }

    /// <summary><see cref="Turn(ReadOnlySpan{float}, RopeTable, ReadOnlySpan{int}, bool, Span{float})"/> at one width.</summary>
    internal static void Turn<TLanes>(ReadOnlySpan<float> source, RopeTable table, ReadOnlySpan<int> positions, bool back, Span<float> destination)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        Spans.Length(destination.Length, source.Length);
        if (positions.IsEmpty && source.IsEmpty)
            return;
        var size = table.HeadSize;
        var heads = Spans.Rows(source.Length, positions.Length * size);
        var sign = back ? -1f : 1f;
        for (var token = 0; token < positions.Length; token++)
        {
            var position = positions[token];
            if ((uint)position >= (uint)table.Positions)
                throw new ArgumentException($"positions[{token}] is {position}: the table has {table.Positions} positions.", nameof(positions));
            ref var own = ref table.Own[position * size];
            ref var partner = ref table.Partner[position * size];
            for (var head = token * heads; head < (token + 1) * heads; head++)
            {
                ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), head * size);
                ref var y = ref Unsafe.Add(ref MemoryMarshal.GetReference(destination), head * size);
                if (table.Pairs == RopePairs.Halves)
                    Halves<TLanes>(ref x, ref own, ref partner, sign, ref y, size / 2);
                else
                    Neighbours<TLanes>(ref x, ref own, ref partner, sign, ref y, size);
            }
        }
    }

    private static void Halves<TLanes>(ref float x, ref float own, ref float partner, float sign, ref float y, int half)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var at = 0;
        for (; at <= half - TLanes.Count; at += TLanes.Count)
            Pair<TLanes>(ref x, ref own, ref partner, sign, ref y, at, at + half);
        for (; at < half; at++)
            Pair<FloatLane>(ref x, ref own, ref partner, sign, ref y, at, at + half);
    }

    private static void Neighbours<TLanes>(ref float x, ref float own, ref float partner, float sign, ref float y, int size)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var at = 0;

        // A single lane has no neighbour in it.
        for (; TLanes.Count > 1 && at <= size - TLanes.Count; at += TLanes.Count)
        {
            var value = TLanes.Load(ref x, at);
            var turned = TLanes.SwapNeighbours(value) * (TLanes.Load(ref partner, at) * TLanes.Broadcast(sign));
            TLanes.Store(TLanes.MultiplyAdd(value, TLanes.Load(ref own, at), turned), ref y, at);
        }

        for (; at < size; at += 2)
            Pair<FloatLane>(ref x, ref own, ref partner, sign, ref y, at, at + 1);
    }

    /// <summary>Turns the pairs whose first numbers start at one index and whose second at another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair<TLanes>(ref float x, ref float own, ref float partner, float sign, ref float y, int first, int second)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var (a, b) = (TLanes.Load(ref x, first), TLanes.Load(ref x, second));
        var (left, right) = (TLanes.Load(ref partner, first) * TLanes.Broadcast(sign), TLanes.Load(ref partner, second) * TLanes.Broadcast(sign));
        TLanes.Store(TLanes.MultiplyAdd(a, TLanes.Load(ref own, first), b * left), ref y, first);
        TLanes.Store(TLanes.MultiplyAdd(b, TLanes.Load(ref own, second), a * right), ref y, second);
    }
}
