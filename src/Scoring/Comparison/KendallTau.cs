namespace Rlar.Scoring.Comparison;

/// <summary>Kendall's rank correlation tau-b (Kendall 1945), which corrects for ties, in n log n steps (Knight 1966).</summary>
public static class KendallTau
{
    /// <summary>tau-b = (concordant - discordant) / sqrt((pairs - ties in a) (pairs - ties in b)).</summary>
    /// <param name="a">Numbers, none of them NaN.</param>
    /// <param name="b">As many others.</param>
    /// <returns>-1 (opposite orders) to 1 (the same order); null where either has one value only.</returns>
    /// <exception cref="ArgumentException">Not as many.</exception>
    public static double? B(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"{a.Length} numbers beside {b.Length}.", nameof(b));
        var pairs = new (double A, double B)[a.Length];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = (a[i], b[i]);
        Array.Sort(pairs);
        var (tiesA, tiesBoth) = (Ties(pairs, pair => pair.A), Ties(pairs, pair => pair));
        double[] ordered = [.. pairs.Select(pair => pair.B)];
        var swaps = Sort(ordered, new double[ordered.Length]);
        var tiesB = Ties(ordered, value => value);
        var all = (long)a.Length * (a.Length - 1) / 2;
        if (tiesA == all || tiesB == all)
            return null;
        var difference = all - tiesA - tiesB + tiesBoth - (2 * swaps);
        return Math.Clamp(difference / Math.Sqrt((double)(all - tiesA) * (all - tiesB)), -1, 1); // one root: exactly 1 for equal orders
    }

    // Pairs that are equal, of a sorted list.
    private static long Ties<T, TKey>(T[] sorted, Func<T, TKey> key)
    {
        long ties = 0, run = 0;
        for (var i = 1; i < sorted.Length; i++)
        {
            run = EqualityComparer<TKey>.Default.Equals(key(sorted[i]), key(sorted[i - 1])) ? run + 1 : 0;
            ties += run;
        }

        return ties;
    }

    // Sorts by merging, and counts the pairs that stood in the wrong order.
    private static long Sort(Span<double> values, Span<double> scratch)
    {
        if (values.Length < 2)
            return 0;
        var half = values.Length / 2;
        var swaps = Sort(values[..half], scratch[..half]) + Sort(values[half..], scratch[half..]);
        var (left, right) = (0, half);
        for (var i = 0; i < values.Length; i++)
        {
            if (right == values.Length || (left < half && values[left] <= values[right]))
            {
                scratch[i] = values[left++];
            }
            else
            {
                scratch[i] = values[right++];
                swaps += half - left;
            }
        }

        scratch.CopyTo(values);
        return swaps;
    }
}
