namespace Rlar.Scoring.Run;

/// <summary>How many completions the groups have.</summary>
public sealed class GroupSizes
{
    private readonly SortedDictionary<int, long> _groups = [];

    internal GroupSizes()
    {
    }

    /// <summary>Groups.</summary>
    public long Count { get; private set; }

    /// <summary>Groups of one completion.</summary>
    public long OfOne => _groups.GetValueOrDefault(1);

    /// <summary>The fewest completions of a group; 0 where there is none.</summary>
    public int Least => _groups.Count > 0 ? _groups.Keys.First() : 0;

    /// <summary>The most completions of a group; 0 where there is none.</summary>
    public int Most => _groups.Count > 0 ? _groups.Keys.Last() : 0;

    /// <summary>As many as at least half of the groups have at most.</summary>
    public int Median
    {
        get
        {
            var left = (Count + 1) / 2;
            foreach (var (size, groups) in _groups)
            {
                if ((left -= groups) <= 0)
                    return size;
            }

            return 0;
        }
    }

    /// <summary>Takes a group in.</summary>
    internal void Add(int completions)
    {
        Count++;
        _groups[completions] = _groups.GetValueOrDefault(completions) + 1;
    }
}
