using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;

namespace Rlar.Scoring.Comparison;

/// <summary>
/// Two tools' verdicts of the same rows, side by side. Rewards are those of a run: the values mapped to 0..1 by the cards. Memory: the
/// differences that are kept; and 16 bytes a completion where groups stand in several rows.
/// </summary>
public sealed class ToolComparison
{
    private readonly int _most;
    private readonly SortedSet<Difference> _differences = new(Comparer<Difference>.Create(
        (x, y) => (-x.Size, x.Line, x.Completion).CompareTo((-y.Size, y.Line, y.Completion))));

    private readonly Dictionary<RowKey, List<(double A, double B)>> _groups = [];
    private double _tau;
    private long _tauGroups;

    /// <summary>Begins one.</summary>
    /// <param name="most">How many differences to keep, the greatest and among these the first.</param>
    internal ToolComparison(int most) => _most = most;

    /// <summary>Rows.</summary>
    public long Rows { get; private set; }

    /// <summary>Their completions.</summary>
    public long Completions { get; private set; }

    /// <summary>What the first tool said.</summary>
    public ToolCount A { get; } = new();

    /// <summary>What the second tool said.</summary>
    public ToolCount B { get; } = new();

    /// <summary>Completions that only the first gave a reward.</summary>
    public long OnlyAScored { get; private set; }

    /// <summary>Completions that only the second gave a reward.</summary>
    public long OnlyBScored { get; private set; }

    /// <summary>Agreement over completions with both rewards.</summary>
    public Agreement Agreement { get; } = new();

    /// <summary>Distance of the two as rewards.</summary>
    public Starc Starc { get; } = new();

    /// <summary>The mean of Kendall's tau-b inside groups in which neither is constant, -1 to 1; null where there is no such group.</summary>
    public double? Tau => _tauGroups > 0 ? _tau / _tauGroups : null;

    /// <summary>The groups of which that is the mean.</summary>
    public long TauGroups => _tauGroups;

    /// <summary>Completions that differ, all of them counted.</summary>
    public long Differing { get; private set; }

    /// <summary>Those that differ most.</summary>
    public IReadOnlyCollection<Difference> Differences => _differences;

    /// <summary>Takes a row in.</summary>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="group">The row.</param>
    /// <param name="a">What the first tool said of it.</param>
    /// <param name="b">What the second said.</param>
    /// <param name="key">What tells the rows of its group; null where the row is one.</param>
    internal void Add(long line, RolloutGroup group, ToolCall a, ToolCall b, RowKey? key = null)
    {
        Rows++;
        var both = new List<(double A, double B)>(group.Completions.Count);
        for (var i = 0; i < group.Completions.Count; i++)
        {
            Completions++;
            Count(A, a.Outcomes[i]);
            Count(B, b.Outcomes[i]);
            var (first, second) = (Reward(a, i), Reward(b, i));
            OnlyAScored += first is not null && second is null ? 1 : 0;
            OnlyBScored += first is null && second is not null ? 1 : 0;
            if (first is { } x && second is { } y)
            {
                Agreement.Add(x, y);
                both.Add((x, y));
            }

            if (first == second && a.Outcomes[i].Status == b.Outcomes[i].Status)
                continue;
            Differing++;
            var size = first is { } of && second is { } to ? Math.Abs(of - to) : first is null && second is null ? 0 : 1;
            Keep(new Difference(
                line, group.Query.Id, i, group.Completions[i].Text, group.Query.References.Count > 0 ? group.Query.References[0] : null,
                a.Outcomes[i], b.Outcomes[i], size));
        }

        if (key is not { } its)
            AddGroup(both);
        else if (_groups.TryGetValue(its, out var known))
            known.AddRange(both);
        else
            _groups[its] = both;
    }

    /// <summary>Compares the groups that stood in several rows: call once, after the last.</summary>
    internal void End()
    {
        foreach (var group in _groups.Values)
            AddGroup(group);
        _groups.Clear();
    }

    private void AddGroup(List<(double A, double B)> pairs)
    {
        double[] a = [.. pairs.Select(pair => pair.A)];
        double[] b = [.. pairs.Select(pair => pair.B)];
        Starc.Add(a, b);
        if (KendallTau.B(a, b) is not { } tau)
            return;
        _tau += tau;
        _tauGroups++;
    }

    private void Keep(Difference difference)
    {
        _differences.Add(difference);
        if (_differences.Count > _most)
            _differences.Remove(_differences.Max!);
    }

    private static void Count(ToolCount count, RewardOutcome outcome)
    {
        count.Add(outcome);
        if (outcome is RewardOutcome.Scored scored)
            count.Rewards.Add(scored.Value);
    }

    private static double? Reward(ToolCall call, int completion) =>
        call.Outcomes[completion] is RewardOutcome.Scored scored ? call.Tool.ToReward(scored.Value) : null;
}
