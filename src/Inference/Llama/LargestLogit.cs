using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rlar.Inference.Llama;

/// <summary>The most probable token.</summary>
internal static class LargestLogit
{
    /// <summary>The lowest id among the largest; NaN is never larger, and 0 where there is nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int IndexOf(ReadOnlySpan<float> logits)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
        var (one, other) = (new Vector<float>(float.NegativeInfinity), new Vector<float>(float.NegativeInfinity));
        var index = 0;
        // Two chains: a comparison takes longer than it takes to start the next.
        for (; index + 1 < vectors.Length; index += 2)
        {
            one = Vector.ConditionalSelect(Vector.GreaterThan(vectors[index], one), vectors[index], one);
            other = Vector.ConditionalSelect(Vector.GreaterThan(vectors[index + 1], other), vectors[index + 1], other);
        }

        one = Vector.ConditionalSelect(Vector.GreaterThan(other, one), other, one);
        var largest = float.NegativeInfinity;
        for (var lane = 0; lane < Vector<float>.Count; lane++)
            largest = one[lane] > largest ? one[lane] : largest;
        foreach (var logit in logits[(index * Vector<float>.Count)..])
            largest = logit > largest ? logit : largest;
        var wanted = new Vector<float>(largest);
        var first = 0;
        while (first < vectors.Length && !Vector.EqualsAny(vectors[first], wanted))
            first++;
        for (var token = first * Vector<float>.Count; token < logits.Length; token++)
        {
            if (logits[token] == largest)
                return token;
        }

        return 0;
    }
}
