using System.Numerics;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// One row of logits in double: for checking a policy, not for speed. Four lanes whatever the machine's width, so that the bits do not depend on it.
/// </summary>
internal static unsafe class DoubleLogitRow
{
    private const int Lanes = 4;

    // Below this an exponential counts as 0.
    private const double LeastPower = -700;

    /// <summary>Maximum of logit / temperature, and the sums over exp d, d exp d and exp² d. False: a logit that is refused.</summary>
    public static bool Sums(double* row, int vocabulary, double temperature, out double maximum, out double sum, out double weighted, out double squares)
    {
        (sum, weighted, squares) = (0, 0, 0);
        maximum = double.NegativeInfinity;
        for (var v = 0; v < vocabulary; v++)
        {
            if (!(row[v] <= double.MaxValue))
                return false;
            maximum = Math.Max(maximum, row[v] / temperature);
        }

        if (double.IsNegativeInfinity(maximum))
            return false;
        var (s, w, q) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        for (var v = 0; v < vocabulary; v += Lanes)
        {
            var logits = v + Lanes <= vocabulary ? Vector256.Load(row + v) : Tail((byte*)row, LogitFormat.F64, v, vocabulary);
            var difference = (logits / Vector256.Create(temperature)) - Vector256.Create(maximum);
            var power = Exp(ref difference);
            s += power;
            w += power * difference;
            q += power * power;
        }

        (sum, weighted, squares) = (Vector256.Sum(s), Vector256.Sum(w), Vector256.Sum(q));
        return true;
    }

    /// <summary>gradient_v = p_v (a + b log p_v) with log p_v = logit / temperature - logNormalizer. False: a logit that is refused.</summary>
    public static bool Gradients<T>(
        byte* logits, LogitFormat format, long start, int vocabulary, double temperature, double logNormalizer, double a, double b, T* gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var row = logits + (start * (format switch { LogitFormat.F64 => 8, LogitFormat.F32 => 4, _ => 2 }));
        for (var v = 0; v < vocabulary; v += Lanes)
        {
            var block = Tail(row, format, v, vocabulary);
            if (!Vector256.LessThanOrEqualAll(block, Vector256.Create(double.MaxValue)))
                return false;
            var difference = (block / Vector256.Create(temperature)) - Vector256.Create(logNormalizer);
            var slope = Exp(ref difference) * (Vector256.Create(a) + (Vector256.Create(b) * difference));
            for (var lane = 0; lane < Lanes && v + lane < vocabulary; lane++)
                gradients[v + lane] = T.CreateTruncating(slope.GetElement(lane));
        }

        return true;
    }

    private static Vector256<double> Exp(ref Vector256<double> difference)
    {
        var least = Vector256.Create(LeastPower);
        var inRange = Vector256.GreaterThanOrEqual(difference, least);
        difference = Vector256.MaxNative(difference, least);
        return Vector256.Exp(difference) & inRange;
    }

    /// <summary>Four logits from column v on, widened; beyond the row's end, -infinity.</summary>
    private static Vector256<double> Tail(byte* row, LogitFormat format, int v, int vocabulary)
    {
        var block = Vector256.Create(double.NegativeInfinity);
        for (var lane = 0; lane < Lanes && v + lane < vocabulary; lane++)
        {
            block = block.WithElement(lane, format switch
            {
                LogitFormat.F32 => LogitSources.F32.At(row, v + lane),
                LogitFormat.F16 => LogitSources.F16.At(row, v + lane),
                LogitFormat.BF16 => LogitSources.BF16.At(row, v + lane),
                _ => ((double*)row)[v + lane],
            });
        }

        return block;
    }
}
