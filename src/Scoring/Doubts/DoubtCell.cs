using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Doubts;

/// <summary>What a tool said of the rows of one shape.</summary>
/// <param name="tool">The tool's id.</param>
/// <param name="isOther">Whether it is of all shapes that are no longer told apart.</param>
internal sealed class DoubtCell(string tool, bool isOther)
{
    // How rarely chance may give what is named as odd.
    private const double Rare = 0.01;
    private static readonly int s_verdicts = Enum.GetValues<GroupVerdict>().Length;
    private readonly long[] _groups = new long[s_verdicts];
    private readonly DoubtExample?[] _examples = new DoubtExample?[s_verdicts];
    private readonly IReadOnlyList<UnreadColumn>?[] _unread = new IReadOnlyList<UnreadColumn>?[s_verdicts];
    private readonly DoubtSigns[] _signs = new DoubtSigns[s_verdicts];
    private string? _shape;
    private long _all;
    private long _ofSeveral;

    /// <summary>The tool's id.</summary>
    internal string Tool => tool;

    /// <summary>Groups.</summary>
    internal long All => _all;

    /// <summary>Groups that got the lowest reward throughout.</summary>
    internal long Lowest => _groups[(int)GroupVerdict.Lowest];

    /// <summary>Whether every group has one completion.</summary>
    internal bool IsOfSingles => _ofSeveral == 0;

    /// <summary>Whether a group of this verdict has its example yet.</summary>
    internal bool Has(GroupVerdict verdict) => _examples[(int)verdict] is not null;

    /// <summary>Counts a group.</summary>
    internal void Count(GroupVerdict verdict, int completions, in DoubtSigns signs)
    {
        _all++;
        _groups[(int)verdict]++;
        _ofSeveral += completions > 1 ? 1 : 0;
        _signs[(int)verdict] = _signs[(int)verdict].Plus(signs);
    }

    /// <summary>Keeps the first group of a verdict.</summary>
    internal void Keep(GroupVerdict verdict, RowDetails? details, DoubtExample example)
    {
        _examples[(int)verdict] = example;
        if (isOther)
            return;
        _unread[(int)verdict] = details?.Unread;
        _shape ??= details?.Shape;
    }

    /// <summary>What is odd about it.</summary>
    /// <param name="rightElsewhere">The share, 0 to 1, of the tool's other rows of one completion that are right; 0 where that is not known.</param>
    internal IEnumerable<Doubt> Doubts(double rightElsewhere)
    {
        var odd = 0L;
        foreach (var (kind, verdict) in new[]
        {
            (DoubtKind.Failed, GroupVerdict.Failed), (DoubtKind.Unscorable, GroupVerdict.Unscorable), (DoubtKind.Lowest, GroupVerdict.Lowest),
        })
        {
            odd += _groups[(int)verdict];
            if (_groups[(int)verdict] > 0 && !IsOrdinary(verdict, rightElsewhere))
                yield return Of(kind, verdict, _groups[(int)verdict]);
        }

        // A small file may be right throughout, and a group that is wholly right or wrong teaches nothing but is no fault.
        if (_all < DoubtBook.ManyGroups)
            yield break;
        if (_groups[(int)GroupVerdict.Highest] == _all)
            yield return Of(DoubtKind.Highest, GroupVerdict.Highest, _all);
        else if (odd < _all && _groups[(int)GroupVerdict.Mixed] == 0 && _ofSeveral == _all)
            yield return Of(DoubtKind.Constant, Has(GroupVerdict.Same) ? GroupVerdict.Same : GroupVerdict.Highest, _all);
    }

    // Rows of one completion, of which some are wrong: among others that are right, or as few as chance leaves without one. Columns that were not read
    // make them odd where next to none is right.
    private bool IsOrdinary(GroupVerdict verdict, double rightElsewhere)
    {
        if (verdict != GroupVerdict.Lowest || !IsOfSingles)
            return false;
        return Lowest < _all
            ? _unread[(int)verdict] is not { Count: > 0 } || 10 * Lowest <= 9 * _all
            : rightElsewhere > 0 && Math.Pow(1 - rightElsewhere, _all) > Rare;
    }

    private Doubt Of(DoubtKind kind, GroupVerdict verdict, long groups) => new(
        kind, tool, _shape ?? DoubtBook.OtherShapes, groups, _all, _examples[(int)verdict]!, _unread[(int)verdict] ?? [], _signs[(int)verdict]);
}
