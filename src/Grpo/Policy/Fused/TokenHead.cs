using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rlar.Grpo.Policy.Fused;

/// <summary>
/// What stands between a block of logits and a loss: log-softmax, the target's log-probability and the entropy on the way there, the gradient on the way
/// back, all in the logits' own place. The forward leaves exp(logit - maximum), so that the backward takes no exponential again; logarithms are taken only
/// for rows whose entropy has a slope. Sums over a row run in float over 1,024 columns and in double from there on; last bits differ between vector widths.
/// </summary>
/// <remarks>
/// Rlar.Kernels' CpuTokenLogprobs does the same with the same bits at every width and without touching the logits, at the price of every exponential twice:
/// 1.6 against 0.85 ns a logit for both ways (AVX2, V = 32,000, one thread; with entropy slopes 1.8). Hence this one.
/// </remarks>
internal static class TokenHead
{
    private const int Block = 1024;

    /// <summary>log p of the tokens that came, and the entropies.</summary>
    /// <param name="logits">[T, V] the logits, finite; exponentials afterwards.</param>
    /// <param name="targets">[T] the tokens that came, 0 to V - 1.</param>
    /// <param name="logprobs">[T] destination, at most 0.</param>
    /// <param name="entropies">[T] destination in nats.</param>
    /// <param name="sums">[T] destination of the sum of exponentials, which the backward needs.</param>
    /// <exception cref="TrainingException">A logit that is not finite: the policy's numbers have left their range.</exception>
    public static void Forward(Span<float> logits, ReadOnlySpan<int> targets, Span<float> logprobs, Span<float> entropies, Span<float> sums)
    {
        if (Vector512.IsHardwareAccelerated)
            Forward<FloatLanes512>(logits, targets, logprobs, entropies, sums);
        else if (Vector256.IsHardwareAccelerated)
            Forward<FloatLanes256>(logits, targets, logprobs, entropies, sums);
        else
            Forward<FloatLane>(logits, targets, logprobs, entropies, sums);
    }

    /// <summary>d loss / d logit_v = g (1[v = y] - p_v) - h p_v (log p_v + H), with g and h the slopes of log p_y and of the entropy H.</summary>
    /// <param name="logits">[T, V] what the forward left; the gradient afterwards. A row whose two slopes are 0 becomes 0.</param>
    /// <param name="targets">[T] as in the forward.</param>
    /// <param name="sums">[T] from the forward.</param>
    /// <param name="entropies">[T] from the forward.</param>
    /// <param name="logprobSlopes">[T] g.</param>
    /// <param name="entropySlopes">[T] h.</param>
    public static void Backward(
        Span<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> sums, ReadOnlySpan<float> entropies, ReadOnlySpan<float> logprobSlopes,
        ReadOnlySpan<float> entropySlopes)
    {
        if (Vector512.IsHardwareAccelerated)
            Backward<FloatLanes512>(logits, targets, sums, entropies, logprobSlopes, entropySlopes);
        else if (Vector256.IsHardwareAccelerated)
            Backward<FloatLanes256>(logits, targets, sums, entropies, logprobSlopes, entropySlopes);
        else
            Backward<FloatLane>(logits, targets, sums, entropies, logprobSlopes, entropySlopes);
    }

    /// <summary>The forward at one width.</summary>
    internal static void Forward<TLanes>(Span<float> logits, ReadOnlySpan<int> targets, Span<float> logprobs, Span<float> entropies, Span<float> sums)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        if (targets.IsEmpty)
            return;
        Spans.Length(logprobs.Length, targets.Length);
        Spans.Length(entropies.Length, targets.Length);
        Spans.Length(sums.Length, targets.Length);
        var vocabulary = Spans.Rows(logits.Length, targets.Length);
        for (var t = 0; t < targets.Length; t++)
        {
            var row = logits.Slice(t * vocabulary, vocabulary);
            var maximum = Maximum<TLanes>(row);
            var chosen = row[targets[t]] - maximum;
            double sum = 0, weighted = 0;
            for (var start = 0; start < vocabulary; start += Block)
                AddExponentials<TLanes>(row.Slice(start, Math.Min(Block, vocabulary - start)), maximum, ref sum, ref weighted);

            // Whatever is not finite in the row, its product with a power makes this so.
            if (!double.IsFinite(weighted))
                throw NotFinite(t, targets.Length);
            var log = Math.Log(sum);
            logprobs[t] = (float)(chosen - log);
            entropies[t] = (float)Math.Max(0, log - (weighted / sum));
            sums[t] = (float)sum;
        }
    }

    /// <summary>The backward at one width.</summary>
    internal static void Backward<TLanes>(
        Span<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> sums, ReadOnlySpan<float> entropies, ReadOnlySpan<float> logprobSlopes,
        ReadOnlySpan<float> entropySlopes)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        if (targets.IsEmpty)
            return;
        Spans.Length(sums.Length, targets.Length);
        Spans.Length(entropies.Length, targets.Length);
        Spans.Length(logprobSlopes.Length, targets.Length);
        Spans.Length(entropySlopes.Length, targets.Length);
        var vocabulary = Spans.Rows(logits.Length, targets.Length);
        for (var t = 0; t < targets.Length; t++)
        {
            var row = logits.Slice(t * vocabulary, vocabulary);
            var (byLogprob, byEntropy) = (logprobSlopes[t], entropySlopes[t]);
            if (byEntropy != 0)
                WithEntropy<TLanes>(row, sums[t], -byLogprob - (byEntropy * entropies[t]), -byEntropy);
            else if (byLogprob != 0)
                Scale<TLanes>(row, -byLogprob / sums[t]);
            else
                row.Clear();
            row[targets[t]] += byLogprob;
        }
    }

    private static float Maximum<TLanes>(ReadOnlySpan<float> row)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        ref var z = ref MemoryMarshal.GetReference(row);
        var maximum = float.NegativeInfinity;
        var at = 0;
        if (row.Length >= 2 * TLanes.Count)
        {
            var (a, b) = (TLanes.Load(ref z, 0), TLanes.Load(ref z, TLanes.Count));
            for (at = 2 * TLanes.Count; at <= row.Length - (2 * TLanes.Count); at += 2 * TLanes.Count)
                (a, b) = (TLanes.Max(a, TLanes.Load(ref z, at)), TLanes.Max(b, TLanes.Load(ref z, at + TLanes.Count)));
            maximum = TLanes.Max(TLanes.Max(a, b));
        }

        for (; at < row.Length; at++)
            maximum = MathF.Max(maximum, row[at]);
        return maximum;
    }

    /// <summary>Logits become e = exp(logit - maximum); adds the sums of e and of e (logit - maximum).</summary>
    private static void AddExponentials<TLanes>(Span<float> block, float maximum, ref double sum, ref double weighted)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        ref var z = ref MemoryMarshal.GetReference(block);
        var (powers, moments) = (TLanes.Broadcast(0), TLanes.Broadcast(0));
        var at = 0;
        for (; at <= block.Length - TLanes.Count; at += TLanes.Count)
            AddExponential(ref z, at, maximum, ref powers, ref moments);
        var (restPowers, restMoments) = (FloatLane.Broadcast(0), FloatLane.Broadcast(0));
        for (; at < block.Length; at++)
            AddExponential(ref z, at, maximum, ref restPowers, ref restMoments);
        sum += TLanes.Sum(powers) + FloatLane.Sum(restPowers);
        weighted += TLanes.Sum(moments) + FloatLane.Sum(restMoments);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddExponential<TLanes>(ref float z, int at, float maximum, ref TLanes powers, ref TLanes moments)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var shifted = TLanes.Load(ref z, at) - TLanes.Broadcast(maximum);
        var power = LaneMath.Exp(shifted);
        TLanes.Store(power, ref z, at);
        powers += power;
        moments = TLanes.MultiplyAdd(power, shifted, moments);
    }

    private static void Scale<TLanes>(Span<float> row, float factor)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        ref var e = ref MemoryMarshal.GetReference(row);
        var at = 0;
        for (; at <= row.Length - TLanes.Count; at += TLanes.Count)
            TLanes.Store(TLanes.Load(ref e, at) * TLanes.Broadcast(factor), ref e, at);
        for (; at < row.Length; at++)
            row[at] *= factor;
    }

    /// <summary>e becomes p (constant + slope log p) with p = e / sum.</summary>
    private static void WithEntropy<TLanes>(Span<float> row, float sum, float constant, float slope)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        ref var e = ref MemoryMarshal.GetReference(row);
        var (inverse, start) = (1 / sum, constant - (slope * MathF.Log(sum)));
        var at = 0;
        for (; at <= row.Length - TLanes.Count; at += TLanes.Count)
            WithEntropy<TLanes>(ref e, at, inverse, start, slope);
        for (; at < row.Length; at++)
            WithEntropy<FloatLane>(ref e, at, inverse, start, slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WithEntropy<TLanes>(ref float e, int at, float inverse, float start, float slope)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var power = TLanes.Load(ref e, at);
        var factor = TLanes.MultiplyAdd(TLanes.Log(power), TLanes.Broadcast(slope), TLanes.Broadcast(start));
        TLanes.Store(power * TLanes.Broadcast(inverse) * factor, ref e, at);
    }

    private static TrainingException NotFinite(int token, int tokens) => new(
        $"The policy gave a logit that is not finite, at completion token {token} of a block of {tokens}: its weights have left their range. "
        + "Go back to the last checkpoint and lower the learning rate or the gradient norm at which it clips.");
}
