namespace Rlar.Agents.Monitor;

/// <summary>Whether two samples come from the same. All are symmetric but for the side, and none draws random numbers.</summary>
internal static class TwoSampleTests
{
    /// <summary>z of two proportions (pooled), positive where the second is larger; 0 where both are the same.</summary>
    internal static double ProportionZ(int hitsA, int countA, int hitsB, int countB)
    {
        var pooled = (double)(hitsA + hitsB) / (countA + countB);
        var error = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / countA) + (1.0 / countB)));
        return error > 0 ? (((double)hitsB / countB) - ((double)hitsA / countA)) / error : 0;
    }

    /// <summary>Fisher's exact test of two proportions: the probability of as many hits in B, or, two-sided, of twice the smaller tail.</summary>
    internal static double Fisher(int hitsA, int countA, int hitsB, int countB, bool twoSided)
    {
        var more = Tails.HypergeometricAtLeast(hitsB, countB, hitsA + hitsB, countA + countB);
        if (!twoSided)
            return more;
        var (missesA, missesB) = (countA - hitsA, countB - hitsB);
        return Math.Min(1, 2 * Math.Min(more, Tails.HypergeometricAtLeast(missesB, countB, missesA + missesB, countA + countB)));
    }

    /// <summary>Welch's t test (Welch 1947) of two means; t is positive where B's is larger.</summary>
    internal static (double T, double P) Welch(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (meanA, varianceA) = Moments(a);
        var (meanB, varianceB) = Moments(b);
        var (errorA, errorB) = (varianceA / a.Length, varianceB / b.Length);
        var error = errorA + errorB;
        if (meanA == meanB)
            return (0, 1);
        if (error == 0)
            return (meanB > meanA ? double.MaxValue : double.MinValue, 0); // two constants: the rank-sum test counts how many
        var t = (meanB - meanA) / Math.Sqrt(error);
        return (t, Tails.Student(t, error * error / ((errorA * errorA / (a.Length - 1)) + (errorB * errorB / (b.Length - 1)))));
    }

    /// <summary>The rank-sum test (Wilcoxon 1945, Mann and Whitney 1947), two-sided, corrected for ties and continuity.</summary>
    internal static double RankSum(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double[] values = [.. a, .. b];
        bool[] isB = [.. new bool[a.Length], .. Enumerable.Repeat(true, b.Length)];
        Array.Sort(values, isB);
        double n = values.Length, sum = 0, ties = 0;
        for (int start = 0, end; start < values.Length; start = end)
        {
            for (end = start + 1; end < values.Length && values[end] == values[start];)
                end++;
            double run = end - start;
            ties += (run * run * run) - run;
            sum += isB[start..end].Count(one => one) * ((start + end + 1) / 2.0);
        }

        var variance = a.Length * (double)b.Length / 12 * (n + 1 - (ties / (n * (n - 1))));
        var distance = Math.Max(0, Math.Abs(sum - (b.Length * (n + 1) / 2)) - 0.5);
        return variance > 0 ? Tails.Normal(distance / Math.Sqrt(variance)) : 1;
    }

    /// <summary>
    /// Kolmogorov and Smirnov: D, the largest distance of the two distribution functions, and 2 exp(-2 D^2 n m / (n + m)), the first term of its limit,
    /// which is above the probability (Massart 1990 for one sample, Wei and Dudley 2012 for two).
    /// </summary>
    internal static (double D, double P) KolmogorovSmirnov(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double[] first = [.. a], second = [.. b];
        Array.Sort(first);
        Array.Sort(second);
        var (i, j, most) = (0, 0, 0.0);
        while (i < first.Length && j < second.Length)
        {
            var at = Math.Min(first[i], second[j]);
            while (i < first.Length && first[i] == at)
                i++;
            while (j < second.Length && second[j] == at)
                j++;
            most = Math.Max(most, Math.Abs(((double)i / first.Length) - ((double)j / second.Length)));
        }

        return (most, Math.Min(1, 2 * Math.Exp(-2 * most * most * first.Length * second.Length / (first.Length + second.Length))));
    }

    /// <summary>Mean and variance (n - 1) of at least two numbers.</summary>
    internal static (double Mean, double Variance) Moments(ReadOnlySpan<double> values)
    {
        double sum = 0, squares = 0;
        foreach (var value in values)
            sum += value - values[0]; // from the first on: of equal numbers the mean is the number itself
        var mean = values[0] + (sum / values.Length);
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return (mean, squares / (values.Length - 1));
    }
}
