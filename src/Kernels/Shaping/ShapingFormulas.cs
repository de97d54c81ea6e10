namespace Rlar.Kernels.Shaping;

/// <summary>Scalar formulas that every backend evaluates in the same order, so that backends agree to the bit where their sums do.</summary>
internal static class ShapingFormulas
{
    /// <summary>1 / (1 + e^-x) without overflow.</summary>
    public static double Sigmoid(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <summary>log sigmoid(x) = min(x, 0) - log1p(e^-|x|); the log1p is Kahan's, since the library's loses small arguments.</summary>
    public static double LogSigmoid(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        var u = 1 + e;
        var log1p = u == 1 ? e : Math.Log(u) * (e / (u - 1));
        return Math.Min(x, 0) - log1p;
    }

    /// <summary>Linear interpolation between the order statistics of ascending values at position q (n - 1), as numpy's default.</summary>
    public static double Quantile(ReadOnlySpan<double> ascending, double q)
    {
        var position = q * (ascending.Length - 1);
        var below = (int)position;
        if (below >= ascending.Length - 1)
            return ascending[^1];
        var part = position - below;
        return ascending[below] + ((ascending[below + 1] - ascending[below]) * part);
    }
}
