namespace Rlar.Inference.Llama.Grammar;

/// <summary>A set of Unicode code points: sorted ranges that do not touch.</summary>
internal sealed class CharSet
{
    internal const int Last = 0x10FFFF;
    private readonly (int First, int Last)[] _ranges;

    private CharSet((int First, int Last)[] ranges) => _ranges = ranges;

    /// <summary>Every code point.</summary>
    internal static CharSet All { get; } = new([(0, Last)]);

    /// <summary>The set of some ranges, or of everything else.</summary>
    internal static CharSet Of(IEnumerable<(int First, int Last)> ranges, bool negated)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var range in ranges.Order())
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }

        return new CharSet([.. negated ? Complement(merged) : merged]);
    }

    /// <summary>The ranges of everything that is not in some.</summary>
    internal static List<(int First, int Last)> Complement(IEnumerable<(int First, int Last)> ranges)
    {
        var rest = new List<(int First, int Last)>();
        var next = 0;
        foreach (var (first, last) in ranges.Order())
        {
            if (first > next)
                rest.Add((next, first - 1));
            next = Math.Max(next, last + 1);
        }

        if (next <= Last)
            rest.Add((next, Last));
        return rest;
    }

    /// <summary>Whether a code point is in it.</summary>
    internal bool Contains(int point) => Intersects(point, point);

    /// <summary>Whether any code point of a range is in it.</summary>
    internal bool Intersects(int first, int last)
    {
        foreach (var range in _ranges)
        {
            if (range.First > last)
                return false;
            if (range.Last >= first)
                return true;
        }

        return false;
    }

    /// <summary>Whether all code points of a range are in it.</summary>
    internal bool Covers(int first, int last)
    {
        foreach (var range in _ranges)
        {
            if (range.First <= first && range.Last >= last)
                return true;
        }

        return false;
    }
}
