namespace Rlar.Rewards.Metrics;

/// <summary>Levenshtein distance by Myers' bit vectors (J. ACM 46, 1999, in Hyyro's form), 64 rows of the table at a time.</summary>
internal static class EditDistance
{
    /// <summary>Fewest insertions, deletions and substitutions of UTF-16 units that turn one text into the other.</summary>
    /// <param name="first">One text.</param>
    /// <param name="second">The other.</param>
    public static int Between(string first, string second)
    {
        var (pattern, text) = first.Length <= second.Length ? (first, second) : (second, first);
        if (pattern.Length == 0)
            return text.Length;
        var blocks = (pattern.Length + 63) / 64;
        var positive = new ulong[blocks];
        var negative = new ulong[blocks];
        Array.Fill(positive, ulong.MaxValue);
        var matches = Matches(pattern, blocks);
        var none = new ulong[blocks];
        var last = 1UL << ((pattern.Length - 1) & 63);
        var distance = pattern.Length;
        foreach (var c in text)
        {
            var equal = matches.GetValueOrDefault(c, none);
            ulong carryPositive = 1, carryNegative = 0; // the row above the table grows by one with every column
            for (var b = 0; b < blocks; b++)
            {
                var (pv, mv) = (positive[b], negative[b]);
                var eq = equal[b] | carryNegative;
                var xv = equal[b] | mv;
                var xh = (((eq & pv) + pv) ^ pv) | eq;
                var ph = mv | ~(xh | pv);
                var mh = pv & xh;
                if (b == blocks - 1)
                    distance += (ph & last) != 0 ? 1 : (mh & last) != 0 ? -1 : 0;
                var (outPositive, outNegative) = (ph >> 63, mh >> 63);
                ph = (ph << 1) | carryPositive;
                mh = (mh << 1) | carryNegative;
                positive[b] = mh | ~(xv | ph);
                negative[b] = ph & xv;
                (carryPositive, carryNegative) = (outPositive, outNegative);
            }
        }

        return distance;
    }

    private static Dictionary<char, ulong[]> Matches(string pattern, int blocks)
    {
        var matches = new Dictionary<char, ulong[]>();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (!matches.TryGetValue(pattern[i], out var bits))
                matches[pattern[i]] = bits = new ulong[blocks];
            bits[i / 64] |= 1UL << (i & 63);
        }

        return matches;
    }
}
