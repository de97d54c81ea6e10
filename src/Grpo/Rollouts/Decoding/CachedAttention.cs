using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Grpo.Policy.Fused;

namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>
/// Attention of one query over the keys and values of its own sequence, softmax(q K' / sqrt(d)) V. Nothing of another sequence is looked at, so the bits are
/// the sequence's own.
/// </summary>
internal static class CachedAttention
{
    /// <summary>Attends.</summary>
    /// <param name="query">[width] the query.</param>
    /// <param name="keys">[width, capacity] keys; capacity is a multiple of 16.</param>
    /// <param name="values">[capacity, width] values.</param>
    /// <param name="positions">How many are looked at, from the first on; at least 1.</param>
    /// <param name="scores">[capacity] room.</param>
    /// <param name="result">[width] destination.</param>
    internal static void Attend(
        ReadOnlySpan<float> query, ReadOnlySpan<float> keys, ReadOnlySpan<float> values, int positions, Span<float> scores, Span<float> result)
    {
        if (Vector512.IsHardwareAccelerated)
            Attend<FloatLanes512>(query, keys, values, positions, scores, result);
        else if (Vector256.IsHardwareAccelerated)
            Attend<FloatLanes256>(query, keys, values, positions, scores, result);
        else
            Attend<FloatLane>(query, keys, values, positions, scores, result);
    }

    /// <summary>The same at one width.</summary>
    internal static void Attend<TLanes>(
        ReadOnlySpan<float> query, ReadOnlySpan<float> keys, ReadOnlySpan<float> values, int positions, Span<float> scores, Span<float> result)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var capacity = Spans.Rows(keys.Length, query.Length);
        Spans.Length(values.Length, keys.Length);
        Spans.Length(result.Length, query.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(positions, capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, scores.Length);
        Scores<TLanes>(query, keys, positions, capacity, 1 / MathF.Sqrt(query.Length), scores);
        var sum = Exponentials<TLanes>(scores[..positions]);
        Mix<TLanes>(scores[..positions], values, 1 / sum, result);
    }

    // What lies beyond the last position within its vector is computed and never read.
    private static void Scores<TLanes>(ReadOnlySpan<float> query, ReadOnlySpan<float> keys, int positions, int capacity, float scale, Span<float> scores)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        ref var k = ref MemoryMarshal.GetReference(keys);
        ref var s = ref MemoryMarshal.GetReference(scores);
        var factor = TLanes.Broadcast(scale);
        var position = 0;
        for (; position <= capacity - (2 * TLanes.Count) && position < positions; position += 2 * TLanes.Count)
        {
            TLanes first = default, second = default;
            for (int at = 0, place = position; at < query.Length; at++, place += capacity)
            {
                var q = TLanes.Broadcast(query[at]);
                first = TLanes.MultiplyAdd(q, TLanes.Load(ref k, place), first);
                second = TLanes.MultiplyAdd(q, TLanes.Load(ref k, place + TLanes.Count), second);
            }

            TLanes.Store(first * factor, ref s, position);
            TLanes.Store(second * factor, ref s, position + TLanes.Count);
        }

        for (; position < positions; position += TLanes.Count)
        {
            TLanes only = default;
            for (int at = 0, place = position; at < query.Length; at++, place += capacity)
                only = TLanes.MultiplyAdd(TLanes.Broadcast(query[at]), TLanes.Load(ref k, place), only);
            TLanes.Store(only * factor, ref s, position);
        }
    }

    // Scores become exp(score - greatest); gives their sum.
    private static float Exponentials<TLanes>(Span<float> scores)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var greatest = float.NegativeInfinity;
        foreach (var score in scores)
            greatest = MathF.Max(greatest, score);
        ref var s = ref MemoryMarshal.GetReference(scores);
        var shift = TLanes.Broadcast(greatest);
        TLanes sums = default;
        var at = 0;
        for (; at <= scores.Length - TLanes.Count; at += TLanes.Count)
        {
            var share = LaneMath.Exp(TLanes.Load(ref s, at) - shift);
            TLanes.Store(share, ref s, at);
            sums += share;
        }

        var sum = TLanes.Sum(sums);
        for (; at < scores.Length; at++)
        {
            FloatLane.Store(LaneMath.Exp(new FloatLane(scores[at] - greatest)), ref s, at);
            sum += scores[at];
        }

        return sum;
    }

    private static void Mix<TLanes>(ReadOnlySpan<float> shares, ReadOnlySpan<float> values, float scale, Span<float> result)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var width = result.Length;
        ref var v = ref MemoryMarshal.GetReference(values);
        ref var y = ref MemoryMarshal.GetReference(result);
        var at = 0;
        for (; at <= width - (2 * TLanes.Count); at += 2 * TLanes.Count)
        {
            TLanes first = default, second = default;
            for (int position = 0, place = at; position < shares.Length; position++, place += width)
            {
                var share = TLanes.Broadcast(shares[position]);
                first = TLanes.MultiplyAdd(share, TLanes.Load(ref v, place), first);
                second = TLanes.MultiplyAdd(share, TLanes.Load(ref v, place + TLanes.Count), second);
            }

            TLanes.Store(first * TLanes.Broadcast(scale), ref y, at);
            TLanes.Store(second * TLanes.Broadcast(scale), ref y, at + TLanes.Count);
        }

        for (; at <= width - TLanes.Count; at += TLanes.Count)
            One<TLanes>(shares, ref v, width, scale, ref y, at);
        for (; at < width; at++)
            One<FloatLane>(shares, ref v, width, scale, ref y, at);
    }

    private static void One<TLanes>(ReadOnlySpan<float> shares, ref float values, int width, float scale, ref float result, int at)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        TLanes sum = default;
        for (int position = 0, place = at; position < shares.Length; position++, place += width)
            sum = TLanes.MultiplyAdd(TLanes.Broadcast(shares[position]), TLanes.Load(ref values, place), sum);
        TLanes.Store(sum * TLanes.Broadcast(scale), ref result, at);
    }
}
