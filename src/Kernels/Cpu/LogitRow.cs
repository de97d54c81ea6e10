using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// One row of logits: its softmax statistics, and the gradient by its logits. The row is read from memory once, in blocks of 1,024 columns; the second
/// look at a block finds it in the nearest cache. Sums run in float over a block and in double from there on.
/// </summary>
internal static unsafe class LogitRow<TLanes, TSource>
    where TLanes : unmanaged, ILogitLanes<TLanes>
    where TSource : struct, ILogitSource
{
    private const int Lanes = ILogitLanes<LogitLanes512>.Count;
    private const int Block = 64 * Lanes;

    // Below this an exponential counts as 0: 2^n of its power of two would leave the normal numbers.
    private const float LeastPower = -86;

    /// <summary>
    /// Maximum, and the sums over exp d, d exp d and exp² d with d = (logit - maximum) inverseTemperature. A block's maximum is taken first, while the block
    /// comes into the nearest cache; the sums so far are brought to a new maximum in double. False: a logit that is refused.
    /// </summary>
    public static bool Sums(byte* row, int vocabulary, double inverseTemperature, out float maximum, out double sum, out double weighted, out double squares)
    {
        (sum, weighted, squares) = (0, 0, 0);
        maximum = float.NegativeInfinity;
        for (var start = 0; start < vocabulary; start += Block)
        {
            var end = Math.Min(vocabulary, start + Block);
            if (!Maximum(row, start, end, out var highest))
                return false;
            if (highest > maximum)
            {
                // exp(-infinity) of the first block is 0, and so are the sums before it; their product must not be NaN.
                if (sum > 0)
                    Rescale(((double)maximum - highest) * inverseTemperature, ref sum, ref weighted, ref squares);
                maximum = highest;
            }

            if (highest > float.NegativeInfinity)
                AddBlock(row, start, end, maximum, (float)inverseTemperature, ref sum, ref weighted, ref squares);
        }

        return maximum > float.NegativeInfinity;
    }

    private static void Rescale(double difference, ref double sum, ref double weighted, ref double squares)
    {
        var factor = Math.Exp(difference);
        weighted = factor == 0 ? 0 : (weighted + (difference * sum)) * factor;
        sum *= factor;
        squares *= factor * factor;
    }

    /// <summary>Adds the sums of columns start to end - 1. There is no call in the loop: it would cost every constant its register.</summary>
    private static void AddBlock(
        byte* row, int start, int end, float maximum, float inverseTemperature, ref double sum, ref double weighted, ref double squares)
    {
        var (origin, scale) = (TLanes.Broadcast(maximum), TLanes.Broadcast(inverseTemperature));
        var (s, w, q) = (TLanes.Broadcast(0), TLanes.Broadcast(0), TLanes.Broadcast(0));
        var column = start;
        for (; column + Lanes <= end; column += Lanes)
        {
            var difference = Floor((TSource.Load<TLanes>(row, column) - origin) * scale);
            var power = Exp(difference);
            s += power;
            w = TLanes.MultiplyAdd(power, difference, w);
            q = TLanes.MultiplyAdd(power, power, q);
        }

        if (column < end)
        {
            var difference = Floor((LoadTail(row, column, end) - origin) * scale);
            var power = Exp(difference);
            s += power;
            w = TLanes.MultiplyAdd(power, difference, w);
            q = TLanes.MultiplyAdd(power, power, q);
        }

        sum += TLanes.Sum(s);
        weighted += TLanes.Sum(w);
        squares += TLanes.Sum(q);
    }

    /// <summary>gradient_v = p_v (a + b log p_v); log p_v = (logit - high) inverseTemperature - low. False: a logit that is refused.</summary>
    /// <param name="row">The logits; the destination may be the same memory.</param>
    /// <param name="vocabulary">V.</param>
    /// <param name="inverseTemperature">1 / temperature.</param>
    /// <param name="high">The log-normaliser in units of the logits, rounded to float.</param>
    /// <param name="low">What that rounding left, in units of the logarithm.</param>
    /// <param name="a">-(g + h H) / temperature.</param>
    /// <param name="b">-h / temperature.</param>
    /// <param name="gradients">[V] destination.</param>
    public static bool Gradients(byte* row, int vocabulary, float inverseTemperature, float high, float low, float a, float b, float* gradients)
    {
        var (origin, scale, rest) = (TLanes.Broadcast(high), TLanes.Broadcast(inverseTemperature), TLanes.Broadcast(low));
        var (constant, slope) = (TLanes.Broadcast(a), TLanes.Broadcast(b));
        var good = TLanes.AtMost(TLanes.Broadcast(0), 0);
        var column = 0;
        for (; column + Lanes <= vocabulary; column += Lanes)
        {
            var logit = TSource.Load<TLanes>(row, column);
            good = TLanes.And(good, TLanes.AtMost(logit, float.MaxValue));
            var difference = Floor(((logit - origin) * scale) - rest);
            TLanes.Store(Exp(difference) * TLanes.MultiplyAdd(slope, difference, constant), gradients + column);
        }

        if (column < vocabulary)
        {
            var tail = stackalloc float[Lanes];
            var logit = LoadTail(row, column, vocabulary);
            good = TLanes.And(good, TLanes.AtMost(logit, float.MaxValue));
            var difference = Floor(((logit - origin) * scale) - rest);
            TLanes.Store(Exp(difference) * TLanes.MultiplyAdd(slope, difference, constant), tail);
            for (var lane = 0; column + lane < vocabulary; lane++)
                gradients[column + lane] = tail[lane];
        }

        return TLanes.IsAll(good);
    }

    /// <summary>The greatest of columns start to end - 1. False: one is NaN or +infinity.</summary>
    private static bool Maximum(byte* row, int start, int end, out float maximum)
    {
        var none = TLanes.Broadcast(float.NegativeInfinity);
        var (first, second, third, fourth) = (none, none, none, none);
        var good = TLanes.AtMost(none, 0);
        var column = start;
        for (; column + (4 * Lanes) <= end; column += 4 * Lanes)
        {
            var (a, b) = (TSource.Load<TLanes>(row, column), TSource.Load<TLanes>(row, column + Lanes));
            var (c, d) = (TSource.Load<TLanes>(row, column + (2 * Lanes)), TSource.Load<TLanes>(row, column + (3 * Lanes)));
            good = TLanes.And(good, TLanes.And(
                TLanes.And(TLanes.AtMost(a, float.MaxValue), TLanes.AtMost(b, float.MaxValue)),
                TLanes.And(TLanes.AtMost(c, float.MaxValue), TLanes.AtMost(d, float.MaxValue))));
            (first, second, third, fourth) = (TLanes.Max(first, a), TLanes.Max(second, b), TLanes.Max(third, c), TLanes.Max(fourth, d));
        }

        for (; column < end; column += Lanes)
        {
            var a = column + Lanes <= end ? TSource.Load<TLanes>(row, column) : LoadTail(row, column, end);
            good = TLanes.And(good, TLanes.AtMost(a, float.MaxValue));
            first = TLanes.Max(first, a);
        }

        maximum = TLanes.Max(TLanes.Max(TLanes.Max(first, second), TLanes.Max(third, fourth)));
        return TLanes.IsAll(good);
    }

    /// <summary>The logits from a column to the row's end; beyond it, -infinity, which adds nothing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes LoadTail(byte* row, int column, int vocabulary)
    {
        var tail = stackalloc float[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
            tail[lane] = column + lane < vocabulary ? TSource.At(row, column + lane) : float.NegativeInfinity;
        return TLanes.LoadSingle(tail);
    }

    /// <summary>Keeps -infinity out of products with 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Floor(TLanes difference) => TLanes.Max(difference, TLanes.Broadcast(2 * LeastPower));

    /// <summary>
    /// exp of numbers up to about 1: n = round(x log2 e), a polynomial (Cephes' expf) in x - n ln 2, times 2^n; exactly 0 below -86. Within 1.5
    /// units in the last place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Exp(TLanes x)
    {
        // Adding 1.5 2^23 leaves n in the low bits, rounded to nearest.
        var magic = TLanes.Broadcast(12582912f);
        var inRange = TLanes.AtMost(TLanes.Broadcast(0) - x, -LeastPower);
        var shifted = TLanes.MultiplyAdd(x, TLanes.Broadcast(1.44269504088896341f), magic);
        var n = shifted - magic;
        var r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-0.693359375f), x);
        r = TLanes.MultiplyAdd(n, TLanes.Broadcast(2.12194440e-4f), r);
        var p = TLanes.MultiplyAdd(TLanes.Broadcast(1.9875691500e-4f), r, TLanes.Broadcast(1.3981999507e-3f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(8.3334519073e-3f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(4.1665795894e-2f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(1.6666665459e-1f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(5.0000001201e-1f));
        p = TLanes.MultiplyAdd(p, r * r, r) + TLanes.Broadcast(1);
        return TLanes.And(TLanes.Scale(p, shifted), inRange);
    }
}
