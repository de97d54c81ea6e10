using System.Numerics;
using System.Runtime.InteropServices;

namespace Rlar.Inference.Llama;

/// <summary>log(sum(exp(x))): the logarithm of what a softmax divides by.</summary>
internal static class LogSumExp
{
    /// <summary>The value over all logits, accumulated in double; -infinity where all are.</summary>
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
        foreach (var vector in vectors)
        {
            Vector.Widen(Vector.Exp(vector - shift), out var low, out var high);
            sums += low + high;
        }

        var sum = Vector.Sum(sums);
        foreach (var logit in logits[(vectors.Length * Vector<float>.Count)..])
            sum += Math.Exp((double)logit - largest);
        return largest + Math.Log(sum);
    }
}
