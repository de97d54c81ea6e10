namespace Rlar.Grpo.Alarms;

/// <summary>
/// Something that completions share, and how much more often the preferred ones have it than chance would let them, group by group
/// (Cochran-Mantel-Haenszel: hypergeometric mean and variance in each group). Older steps count less.
/// </summary>
internal sealed class Pattern(ulong key, string text, bool isMark)
{
    private const int MostRows = 8;
    private readonly List<ulong> _rows = [];
    private int _holders;

    /// <summary>Its number.</summary>
    internal ulong Key => key;

    /// <summary>Its words, or what the mark says.</summary>
    internal string Text => text;

    /// <summary>Whether it is a mark of the shape and no run of words.</summary>
    internal bool IsMark => isMark;

    /// <summary>Preferred completions with it, less those expected.</summary>
    internal double Excess { get; private set; }

    /// <summary>Variance of <see cref="Excess"/> where the reward knows nothing of the pattern.</summary>
    internal double Variance { get; private set; }

    /// <summary>The variance with the weights of <see cref="Excess"/>: what odds are estimated with.</summary>
    internal double Information { get; private set; }

    /// <summary>Share of completions that have it, a running mean.</summary>
    internal double Share { get; private set; }

    /// <summary>Sum of its shares in the first steps.</summary>
    internal double FirstShares { get; private set; }

    /// <summary>Different rows in which some completions had it and some had not, up to 8.</summary>
    internal int Rows => _rows.Count;

    /// <summary>Standard errors beyond chance.</summary>
    internal double Z => Variance > 0 ? Excess / Math.Sqrt(Variance) : 0;

    /// <summary>Odds of being preferred with it over those without (Peto's estimate).</summary>
    internal double Odds => Information > 0 ? Math.Exp(Math.Min(Excess / Information, 20)) : 1;

    /// <summary>Goes on from a state.</summary>
    internal static Pattern Restore(PatternState state)
    {
        var pattern = new Pattern(state.Key, state.Text, state.IsMark)
        {
            Excess = state.Excess,
            Variance = state.Variance,
            Information = state.Information,
            Share = state.Share,
            FirstShares = state.FirstShares,
        };
        pattern._rows.AddRange(state.Rows);
        return pattern;
    }

    /// <summary>All that it remembers.</summary>
    internal PatternState Save() => new(key, text, isMark, Excess, Variance, Information, Share, FirstShares, [.. _rows]);

    /// <summary>Adds a group in which some completions have it.</summary>
    /// <param name="group">The group.</param>
    /// <param name="holders">Completions that have it.</param>
    /// <param name="preferredHolders">Those of them that are preferred.</param>
    internal void Add(ReadGroup group, int holders, int preferredHolders)
    {
        _holders += holders;
        double size = group.Completions.Count, preferred = group.PreferredCount;
        var variance = holders * (size - holders) * preferred * (size - preferred) / (size * size * (size - 1));
        if (variance == 0)
            return; // all or none: it tells nothing apart
        Excess += preferredHolders - (holders * preferred / size);
        Variance += variance;
        Information += variance;
        if (_rows.Count < MostRows && !_rows.Contains(group.Row))
            _rows.Add(group.Row);
    }

    /// <summary>Ends a step.</summary>
    /// <param name="completions">Completions of the step.</param>
    /// <param name="isFirst">Whether it is one of the first steps.</param>
    /// <param name="fade">What is left of older steps after one more.</param>
    internal void EndStep(int completions, bool isFirst, double fade)
    {
        var share = (double)_holders / completions;
        // Twice as fast as the sums: what a policy writes now, and not what it wrote before.
        var keep = fade * fade;
        Share = (keep * Share) + ((1 - keep) * share);
        if (isFirst)
            FirstShares += share;
        Excess *= fade;
        Information *= fade;
        Variance *= fade * fade;
        _holders = 0;
    }
}
