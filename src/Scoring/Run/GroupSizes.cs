namespace Rlar.Scoring.Run;

/// <summary>How many completions the groups have.</summary>
public sealed class GroupSizes
{
    // Sizes in order, and how many groups have each; the first _known of both.
    private int[] _sizes = new int[4];
    private long[] _groups = new long[4];
    private int _known;

    internal GroupSizes()
    {
    }

    /// <summary>Groups.</summary>
    public long Count { get; private set; }

    /// <summary>Groups of one completion.</summary>
    public long OfOne => Place(1) is var place and >= 0 ? _groups[place] : 0;

    /// <summary>The fewest completions of a group; 0 where there is none.</summary>
    public int Least => _known > 0 ? _sizes[0] : 0;

    /// <summary>The most completions of a group; 0 where there is none.</summary>
    public int Most => _known > 0 ? _sizes[_known - 1] : 0;

    /// <summary>As many as at least half of the groups have at most.</summary>
    public int Median
    {
        get
        {
            var left = (Count + 1) / 2;
            for (var place = 0; place < _known; place++)
            {
                if ((left -= _groups[place]) <= 0)
                    return _sizes[place];
            }

            return 0;
        }
    }

    /// <summary>Takes a group in.</summary>
    internal void Add(int completions)
    {
        Count++;
        var place = Place(completions);
        if (place < 0)
        {
            place = ~place;
            if (_known == _sizes.Length)
                (_sizes, _groups) = ([.. _sizes, .. new int[_known]], [.. _groups, .. new long[_known]]);
            Array.Copy(_sizes, place, _sizes, place + 1, _known - place);
            Array.Copy(_groups, place, _groups, place + 1, _known - place);
            (_sizes[place], _groups[place]) = (completions, 0);
            _known++;
        }

        _groups[place]++;
    }

    private int Place(int completions) => Array.BinarySearch(_sizes, 0, _known, completions);
}
