using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rlar.Inference.Llama;

/// <summary>log(sum(exp(x))): the logarithm of what a softmax divides by.</summary>
internal static class LogSumExp
{
    /// <summary>The value over all logits, accumulated in double; -infinity where all are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Of(ReadOnlySpan<float> logits)
    {
        if (logits.IsEmpty)
            return float.NegativeInfinity;
        var largest = logits[LargestLogit.IndexOf(logits)];
        if (!float.IsFinite(largest))
            return largest;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
        var shift = new Vector<float>(largest);
        var sums = Vector<double>.Zero;
        while (vectors.Length > 0)
        {
            // Few enough that a float holds their sum to its last bits.
            var block = vectors[..Math.Min(vectors.Length, 8)];
            var part = Vector<float>.Zero;
            foreach (var vector in block)
                part += Exp(vector - shift);
            Vector.Widen(part, out var low, out var high);
            sums += low + high;
            vectors = vectors[block.Length..];
        }

        var sum = Vector.Sum(sums);
        foreach (var logit in logits[(logits.Length / Vector<float>.Count * Vector<float>.Count)..])
            sum += Math.Exp((double)logit - largest);
        return largest + Math.Log(sum);
    }

    // exp(x) for x up to 0, to 2e-7 of itself (Cephes' expf): .NET's own vectors of it compute in double and take four times as long.
    // 2^n * exp(r), where x is n ln 2 + r; what is below 2^-125 counts as that.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp(Vector<float> x)
    {
        x = Vector.Max(x, new Vector<float>(-87f));
        var rounder = new Vector<float>(12582912f);
        var shifted = Vector.MultiplyAddEstimate(x, new Vector<float>(1.44269504f), rounder);
        var n = shifted - rounder;
        var r = Vector.MultiplyAddEstimate(n, new Vector<float>(-0.693359375f), x);
        r = Vector.MultiplyAddEstimate(n, new Vector<float>(2.12194440e-4f), r);
        var p = Vector.MultiplyAddEstimate(new Vector<float>(1.9875691500e-4f), r, new Vector<float>(1.3981999507e-3f));
        p = Vector.MultiplyAddEstimate(p, r, new Vector<float>(8.3334519073e-3f));
        p = Vector.MultiplyAddEstimate(p, r, new Vector<float>(4.1665795894e-2f));
        p = Vector.MultiplyAddEstimate(p, r, new Vector<float>(1.6666665459e-1f));
        p = Vector.MultiplyAddEstimate(p, r, new Vector<float>(5.0000001201e-1f));
        var power = Vector.ShiftLeft(Vector.AsVectorInt32(shifted) - Vector.AsVectorInt32(rounder) + new Vector<int>(127), 23);
        // A product, so that NaN stays NaN.
        return Vector.MultiplyAddEstimate(p, r * r, r + Vector<float>.One) * Vector.AsVectorSingle(power);
    }
}
