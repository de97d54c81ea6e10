using System.Collections.Concurrent;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Doubts;

/// <summary>
/// Keeps what every tool said of the rows of every shape, so that a run can say at its end where rewards look as if rows had been misread. Groups
/// come in the order of the input; <see cref="Look"/> is called before, by many threads. A few hundred bytes a tool and shape, of at most
/// <see cref="MostCells"/>: those that come later are counted together, by tool.
/// </summary>
internal sealed class DoubtBook
{
    /// <summary>Pairs of a tool and a shape that are told apart.</summary>
    internal const int MostCells = 256;

    /// <summary>Groups from which on it is odd that all are right.</summary>
    internal const int ManyGroups = 10;

    /// <summary>The shape of what is no longer told apart.</summary>
    internal const string OtherShapes = "other shapes";

    // The shape whose rows are counted together: no hash of any row but by chance.
    private const ulong Other = 0;
    private const int LongestText = 120;

    private readonly ConcurrentDictionary<CellKey, DoubtCell> _cells = [];

    /// <summary>What is seen of a row while its line is at hand. The details are read for the first rows of a kind only: that costs a second reading.</summary>
    /// <param name="look">The row's hashes.</param>
    /// <param name="group">The row, scored.</param>
    /// <param name="line">The row.</param>
    /// <param name="unread">Reads the columns that nothing is read from.</param>
    internal RowLook Look(RowLook look, ScoredGroup group, ReadOnlySpan<byte> line, Func<IReadOnlyList<UnreadColumn>> unread)
    {
        var (odd, isNew) = (false, false);
        for (var call = 0; call < Math.Max(1, group.Calls.Count); call++)
        {
            var (tool, verdict) = Verdict(group, call);
            odd |= verdict.IsOdd();

            // Asked before the rows in front are counted, perhaps: then details are read that nobody needs, but never too few.
            isNew |= verdict != GroupVerdict.Mixed
                && (_cells.TryGetValue(new CellKey(tool, look.Shape), out var cell) ? !cell.Has(verdict) : _cells.Count < MostCells);
        }

        if (isNew)
            look = look with { Details = new RowDetails(RowShape.Text(line), unread()) };
        return odd ? look with { Signs = DoubtSigns.Of(group.Group) } : look;
    }

    /// <summary>Counts a group.</summary>
    internal void Add(RowLook look, ScoredGroup group)
    {
        for (var call = 0; call < Math.Max(1, group.Calls.Count); call++)
        {
            var (tool, verdict) = Verdict(group, call);
            var cell = CellOf(tool, look.Shape);
            cell.Count(verdict, group.Outcomes.Count, look.Signs);
            if (verdict == GroupVerdict.Mixed || cell.Has(verdict))
                continue;
            var said = group.Calls.Count > 0 ? group.Calls[call].Outcomes[0] : group.Outcomes[0].Outcome;
            cell.Keep(verdict, look.Details, Example(look.Line, group.Group, said));
        }
    }

    /// <summary>What is odd, the worst first: what holds for all groups of a shape, then where columns were not read, then the rest.</summary>
    internal IReadOnlyList<Doubt> Doubts() =>
    [
        .. _cells.Values.SelectMany(cell => cell.Doubts(RightElsewhere(cell)))
            .OrderByDescending(doubt => doubt.Groups == doubt.Of)
            .ThenByDescending(doubt => doubt.IsStrong)
            .ThenBy(doubt => doubt.Kind is DoubtKind.Highest or DoubtKind.Constant) // there is a reward at least
            .ThenByDescending(doubt => doubt.Groups)
            .ThenBy(doubt => doubt.Kind)
            .ThenBy(doubt => doubt.Tool, StringComparer.Ordinal)
            .ThenBy(doubt => doubt.Example.Line),
    ];

    // The share of right ones among the tool's other rows of one completion; 0 where these are few.
    private double RightElsewhere(DoubtCell cell)
    {
        var (all, lowest) = (0L, 0L);
        foreach (var other in _cells.Values)
        {
            if (other == cell || other.Tool != cell.Tool || !other.IsOfSingles)
                continue;
            all += other.All;
            lowest += other.Lowest;
        }

        return all < ManyGroups ? 0 : (double)(all - lowest) / all;
    }

    // A group that no tool suits counts as one call.
    private static (string Tool, GroupVerdict Verdict) Verdict(ScoredGroup group, int call) =>
        group.Calls.Count == 0 ? ("", GroupVerdict.Unscorable) : (group.Calls[call].Tool.Tool.Card.Id, GroupVerdicts.Of(group.Calls[call]));

    private DoubtCell CellOf(string tool, ulong shape)
    {
        if (_cells.TryGetValue(new CellKey(tool, shape), out var cell))
            return cell;
        var key = _cells.Count < MostCells ? shape : Other;
        return _cells.GetOrAdd(new CellKey(tool, key), _ => new DoubtCell(tool, isOther: key == Other));
    }

    private static DoubtExample Example(long line, RolloutGroup group, RewardOutcome outcome) => new(
        line,
        Head(group.Query.Id),
        group.Query.References.Count > 0 ? Head(group.Query.References[0]) : null,
        Head(group.Completions[0].Text),
        outcome switch
        {
            RewardOutcome.Scored scored => scored.Reason is { } reason ? Head(reason) : null,
            RewardOutcome.Unscorable unscorable => Head(unscorable.Reason),
            RewardOutcome.Failed failed => Head(failed.Reason),
            _ => null,
        });

    private static string Head(string text)
    {
        var head = text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + "…";
        return string.Create(head.Length, head, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(from[i]) ? ' ' : from[i];
        });
    }

    // A class: the runtime has the code of collections of classes ready, and would compile that of another structure at the start of every run.
    private sealed record CellKey(string Tool, ulong Shape);
}
