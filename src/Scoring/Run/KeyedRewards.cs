using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>
/// The rewards of rows whose groups are told by a key. A group's completions stand in the order of their rows. Memory: 8 bytes a reward, 8 an
/// advantage and 4 a length, 12 a row, some 40 a group, and what the estimator takes for its batch.
/// </summary>
internal sealed class KeyedRewards
{
    private const int UnknownLength = -1;
    private readonly Dictionary<RowKey, int> _keys = [];
    private readonly List<int> _groupOfRow = [];
    private readonly List<int> _endOfRow = [];
    private readonly List<double> _rewards = []; // NaN where not scored
    private readonly List<int> _lengths = [];

    /// <summary>Takes a row in.</summary>
    /// <param name="key">The key of its group.</param>
    /// <param name="row">Its rewards.</param>
    internal void Add(RowKey key, RewardedGroup row)
    {
        if (!_keys.TryGetValue(key, out var group))
            _keys[key] = group = _keys.Count;
        _groupOfRow.Add(group);
        for (var i = 0; i < row.Rewards.Count; i++)
        {
            _rewards.Add(row.Rewards[i] ?? double.NaN);
            _lengths.Add(row.Lengths?[i] ?? UnknownLength);
        }

        _endOfRow.Add(_rewards.Count);
    }

    /// <summary>How many completions the groups have.</summary>
    internal GroupSizes Sizes()
    {
        var completions = new int[_keys.Count];
        for (var row = 0; row < _groupOfRow.Count; row++)
            completions[_groupOfRow[row]] += _endOfRow[row] - Start(row);
        var sizes = new GroupSizes();
        foreach (var count in completions)
            sizes.Add(count);
        return sizes;
    }

    /// <summary>Groups of two or more rewards that are all equal.</summary>
    internal long WithoutVariance()
    {
        var (first, count, differ) = (new double[_keys.Count], new int[_keys.Count], new bool[_keys.Count]);
        for (var row = 0; row < _groupOfRow.Count; row++)
        {
            var group = _groupOfRow[row];
            for (var at = Start(row); at < _endOfRow[row]; at++)
            {
                if (double.IsNaN(_rewards[at]))
                    continue;
                differ[group] |= count[group]++ > 0 && _rewards[at] != first[group];
                first[group] = _rewards[at];
            }
        }

        return Enumerable.Range(0, _keys.Count).LongCount(group => count[group] > 1 && !differ[group]);
    }

    /// <summary>The advantages of each row's completions, in the order of the rows.</summary>
    /// <param name="estimator">Computes them, of groups in the order of their first rows.</param>
    internal IEnumerable<GroupAdvantages> Advantages(IAdvantages estimator)
    {
        var (rows, ends) = RowsByGroup();
        var values = new double[_rewards.Count];
        IReadOnlyList<double>?[]? tokens = null;
        using var computed = Computed(estimator, Groups(rows, ends)).GetEnumerator();
        for (var group = 0; group < ends.Length; group++)
        {
            if (!computed.MoveNext())
                throw Estimates.Wrong($"{group} groups", ends.Length);
            var members = rows.AsSpan((group == 0 ? 0 : ends[group - 1])..ends[group]);
            var its = Estimates.Check(computed.Current, Completions(members));
            var next = 0;
            foreach (var row in members)
            {
                for (var at = Start(row); at < _endOfRow[row]; at++, next++)
                {
                    if (its is GroupAdvantages.ByToken byToken)
                        (tokens ??= new IReadOnlyList<double>?[values.Length])[at] = byToken.Values[next];
                    else
                        values[at] = ((GroupAdvantages.ByCompletion)its).Values[next] ?? double.NaN;
                }
            }
        }

        if (computed.MoveNext())
            throw Estimates.Wrong("more groups", ends.Length);
        return Enumerable.Range(0, _groupOfRow.Count).Select(row => OfRow(row, values, tokens));
    }

    private GroupAdvantages OfRow(int row, double[] values, IReadOnlyList<double>?[]? tokens)
    {
        var (start, end) = (Start(row), _endOfRow[row]);
        return tokens is null
            ? new GroupAdvantages.ByCompletion([.. values.AsSpan(start, end - start).ToArray().Select(value => double.IsNaN(value) ? (double?)null : value)])
            : new GroupAdvantages.ByToken([.. tokens[start..end].Select(its => its ?? [])]);
    }

    // A group at a time where that is all the estimator looks at: its batch would hold every reward once more.
    private static IEnumerable<GroupAdvantages> Computed(IAdvantages estimator, IEnumerable<RewardedGroup> groups)
    {
        if (estimator.IsGroupLocal)
        {
            foreach (var group in groups)
                yield return Estimates.Of(estimator, group);
            yield break;
        }

        foreach (var its in estimator.Compute(groups))
            yield return its;
    }

    private IEnumerable<RewardedGroup> Groups(int[] rows, int[] ends)
    {
        var first = 0;
        foreach (var end in ends)
        {
            var rewards = new List<double?>();
            var lengths = new List<int>();
            for (; first < end; first++)
            {
                for (var at = Start(rows[first]); at < _endOfRow[rows[first]]; at++)
                {
                    rewards.Add(double.IsNaN(_rewards[at]) ? null : _rewards[at]);
                    lengths.Add(_lengths[at]);
                }
            }

            yield return new RewardedGroup(rewards, lengths.Contains(UnknownLength) ? null : lengths);
        }
    }

    /// <summary>The rows of the groups, one group after another, and where each group ends: a counting sort.</summary>
    private (int[] Rows, int[] Ends) RowsByGroup()
    {
        var ends = new int[_keys.Count];
        foreach (var group in _groupOfRow)
            ends[group]++;
        for (var group = 1; group < ends.Length; group++)
            ends[group] += ends[group - 1];
        var rows = new int[_groupOfRow.Count];
        var next = new int[ends.Length];
        for (var group = 1; group < ends.Length; group++)
            next[group] = ends[group - 1];
        for (var row = 0; row < rows.Length; row++)
            rows[next[_groupOfRow[row]]++] = row;
        return (rows, ends);
    }

    private int Completions(ReadOnlySpan<int> rows)
    {
        var count = 0;
        foreach (var row in rows)
            count += _endOfRow[row] - Start(row);
        return count;
    }

    private int Start(int row) => row == 0 ? 0 : _endOfRow[row - 1];
}
