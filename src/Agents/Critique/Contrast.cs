namespace Rlar.Agents.Critique;

/// <summary>Tests of a difference between two samples.</summary>
internal static class Contrast
{
    /// <summary>z of two shares, pooled, with half a case of each kind added so that none is infinite.</summary>
    internal static double OfShares(int high, int highs, int low, int lows)
    {
        var (a, b) = ((high + 0.5) / (highs + 1.0), (low + 0.5) / (lows + 1.0));
        var pooled = (high + low + 1.0) / (highs + lows + 2.0);
        return (a - b) / Math.Sqrt(pooled * (1 - pooled) * (1.0 / (highs + 1) + 1.0 / (lows + 1)));
    }

    /// <summary>
    /// The share of pairs in which the high one has more, ties counting half, and the z of Mann and Whitney's U without the correction for ties, which makes it
    /// smaller: nothing is suspected because of ties.
    /// </summary>
    internal static (double Share, double Z) OfRanks(IReadOnlyList<double> high, IReadOnlyList<double> low)
    {
        var sorted = low.Order().ToArray();
        var more = 0.0;
        foreach (var value in high)
        {
            var below = Bound(sorted, value, inclusive: false);
            more += below + (Bound(sorted, value, inclusive: true) - below) / 2.0;
        }

        var pairs = (double)high.Count * low.Count;
        var deviation = Math.Sqrt(pairs * (high.Count + low.Count + 1) / 12.0);
        return (more / pairs, (more - pairs / 2) / deviation);
    }

    // How many are below a value, or not above it.
    private static int Bound(double[] sorted, double value, bool inclusive)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value || (inclusive && sorted[middle] == value))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
