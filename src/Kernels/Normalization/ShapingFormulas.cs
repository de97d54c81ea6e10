namespace Rlar.Kernels.Normalization;

/// <summary>Scalar formulas that every backend evaluates in the same order, so that backends agree to the bit where their sums do.</summary>
internal static class ShapingFormulas
{
    /// <summary>low where x is below it, high where x is above it.</summary>
    public static double Clip(double x, double low, double high)
    {
        if (x < low)
            return low;
        return x > high ? high : x;
    }

    /// <summary>Half-width of the clip interval around the mean; 0 where the deviation is 0, whatever the factor.</summary>
    public static double ClipRadius(double deviation, double factor) =>
        deviation > 0 || !double.IsInfinity(factor) ? deviation * factor : double.PositiveInfinity;

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

    /// <summary>The reward of a length on the cosine between two values.</summary>
    public static double Cosine(int length, bool correct, CosineLengthOptions options)
    {
        var progress = Math.Min((double)length / options.MaxLength, 1);
        var (atZero, atMax) = correct ? (options.MaxCorrect, options.MinCorrect) : (options.MinWrong, options.MaxWrong);
        return atMax + (0.5 * (atZero - atMax) * (1 + Math.Cos(progress * Math.PI)));
    }

    /// <summary>The rank of a value on its scale, from counts of smaller and equal values among n.</summary>
    public static double Rank(int smaller, int equal, int n, RankScale scale)
    {
        // Twice the average rank and twice the divisor are integers, so there is one rounding, and centred ranks are exactly antisymmetric.
        if (n == 1)
            return scale == RankScale.Unit ? 0.5 : 0;
        var doubled = (2L * smaller) + equal - (scale == RankScale.Unit ? 1 : n);
        return doubled / (2.0 * (n - 1));
    }
}
