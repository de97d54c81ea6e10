namespace Rlar.Kernels.Normalization;

/// <summary>Scalar formulas that every backend evaluates in the same order, so that backends agree to the bit where their sums do.</summary>
internal static class NormalizationFormulas
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
