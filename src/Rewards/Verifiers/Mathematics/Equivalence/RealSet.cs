using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>A finite union of intervals and points, kept sorted, disjoint and as few as can be: equal sets have equal pieces.</summary>
internal sealed class RealSet
{
    private const int MostPieces = 100;

    /// <summary>Ends closer than this (a power of two, relative to 1) are one point.</summary>
    private const int Nearest = -100;

    private readonly List<RealInterval> _pieces;

    private RealSet(List<RealInterval> pieces) => _pieces = pieces;

    internal static RealSet Empty { get; } = new([]);

    internal static RealSet Everything { get; } = new([RealInterval.Everything]);

    internal bool IsEmpty => _pieces.Count == 0;

    internal int Count => _pieces.Count;

    internal static RealSet Of(RealInterval interval) => interval.IsEmpty ? Empty : new RealSet([interval]);

    internal static RealSet Point(BigReal value) => Of(new RealInterval(value, true, value, true));

    internal static int Order(BigReal a, BigReal b)
    {
        var difference = a - b;
        return difference.Magnitude < Nearest + Math.Max(0, Math.Max(a.Magnitude, b.Magnitude)) ? 0 : difference.Sign;
    }

    /// <summary>The union; null where there would be too many pieces.</summary>
    internal RealSet? Union(RealSet other)
    {
        if (_pieces.Count + other._pieces.Count > MostPieces)
            return null;
        var all = new List<RealInterval>([.. _pieces, .. other._pieces]);
        all.Sort(CompareStarts);
        var merged = new List<RealInterval>();
        foreach (var piece in all)
        {
            if (merged.Count > 0 && Touch(merged[^1], piece))
                merged[^1] = Joined(merged[^1], piece);
            else
                merged.Add(piece);
        }

        return new RealSet(merged);
    }

    internal RealSet? Intersection(RealSet other)
    {
        if (_pieces.Count * other._pieces.Count > MostPieces * 4)
            return null;
        var pieces = new List<RealInterval>();
        foreach (var a in _pieces)
        {
            foreach (var b in other._pieces)
            {
                var (from, hasFrom) = Later(a, b);
                var (to, hasTo) = Earlier(a, b);
                var common = new RealInterval(from, hasFrom, to, hasTo);
                if (!common.IsEmpty)
                    pieces.Add(common);
            }
        }

        pieces.Sort(CompareStarts);
        return new RealSet(pieces);
    }

    internal RealSet Complement()
    {
        var gaps = new List<RealInterval>();
        (BigReal? At, bool Includes) start = (null, false);
        foreach (var piece in _pieces)
        {
            var gap = new RealInterval(start.At, start.Includes, piece.From, piece.From is not null && !piece.HasFrom);
            if (piece.From is not null && !gap.IsEmpty)
                gaps.Add(gap);
            if (piece.To is null)
                return new RealSet(gaps);
            start = (piece.To, !piece.HasTo);
        }

        gaps.Add(new RealInterval(start.At, start.Includes, null, false));
        return new RealSet(gaps);
    }

    internal bool Equals(RealSet other)
    {
        if (_pieces.Count != other._pieces.Count)
            return false;
        for (var i = 0; i < _pieces.Count; i++)
        {
            var (a, b) = (_pieces[i], other._pieces[i]);
            if (a.HasFrom != b.HasFrom || a.HasTo != b.HasTo || !SameEnd(a.From, b.From) || !SameEnd(a.To, b.To))
                return false;
        }

        return true;
    }

    private static bool SameEnd(BigReal? a, BigReal? b) => a is null || b is null ? a is null && b is null : Order(a.Value, b.Value) == 0;

    private static int CompareStarts(RealInterval a, RealInterval b)
    {
        if (a.From is not { } x || b.From is not { } y)
            return (a.From is null ? 0 : 1) - (b.From is null ? 0 : 1);
        var order = Order(x, y);
        return order != 0 ? order : (a.HasFrom ? 0 : 1) - (b.HasFrom ? 0 : 1);
    }

    // Whether b, which starts no earlier, overlaps a or begins where a ends.
    private static bool Touch(RealInterval a, RealInterval b)
    {
        if (a.To is not { } end || b.From is not { } start)
            return true;
        var order = Order(start, end);
        return order < 0 || (order == 0 && (a.HasTo || b.HasFrom));
    }

    private static RealInterval Joined(RealInterval a, RealInterval b)
    {
        if (a.To is null)
            return a;
        if (b.To is null)
            return a with { To = null, HasTo = false };
        var order = Order(a.To.Value, b.To.Value);
        return order > 0 ? a : order < 0 ? a with { To = b.To, HasTo = b.HasTo } : a with { HasTo = a.HasTo || b.HasTo };
    }

    private static (BigReal? At, bool Includes) Later(RealInterval a, RealInterval b)
    {
        if (a.From is null)
            return (b.From, b.HasFrom);
        if (b.From is null)
            return (a.From, a.HasFrom);
        var order = Order(a.From.Value, b.From.Value);
        return order > 0 ? (a.From, a.HasFrom) : order < 0 ? (b.From, b.HasFrom) : (a.From, a.HasFrom && b.HasFrom);
    }

    private static (BigReal? At, bool Includes) Earlier(RealInterval a, RealInterval b)
    {
        if (a.To is null)
            return (b.To, b.HasTo);
        if (b.To is null)
            return (a.To, a.HasTo);
        var order = Order(a.To.Value, b.To.Value);
        return order < 0 ? (a.To, a.HasTo) : order > 0 ? (b.To, b.HasTo) : (a.To, a.HasTo && b.HasTo);
    }
}
