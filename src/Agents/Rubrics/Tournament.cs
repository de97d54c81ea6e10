namespace Rlar.Agents.Rubrics;

/// <summary>
/// A Swiss tournament among the answers of a group, with O(G) comparisons and not G(G-1)/2: in each round the standing is cut into windows, and answers meet
/// across half a window; the window closes by half from round to round, so that first far ones meet and last neighbours. Ties of the standing keep the order in
/// which answers came in.
/// </summary>
internal sealed class Tournament
{
    private readonly double[] _points;
    private readonly int[] _met;
    private readonly HashSet<(int, int)> _played = [];

    /// <summary>A tournament.</summary>
    /// <param name="players">G, how many answers take part.</param>
    internal Tournament(int players) => (_points, _met) = (new double[players], new int[players]);

    /// <summary>How many rounds are played: at most 4, so that no more than 2 G pairs meet.</summary>
    internal int Rounds => _points.Length < 2 ? 0 : Math.Min(4, (int)Math.Ceiling(Math.Log2(_points.Length)));

    /// <summary>The pairs of a round that have not met, by the standing so far; each answer is in at most one.</summary>
    /// <param name="round">From 0.</param>
    internal IReadOnlyList<(int First, int Second)> Pairs(int round)
    {
        var standing = Enumerable.Range(0, _points.Length).OrderByDescending(Rate).ThenBy(player => player).ToArray();
        var window = Math.Max(2, standing.Length >> round);
        var pairs = new List<(int, int)>();
        for (var start = 0; start < standing.Length; start += window)
        {
            var half = Math.Min(window, standing.Length - start) / 2;
            for (var i = 0; i < half; i++)
            {
                var (one, other) = (standing[start + i], standing[start + i + half]);
                if (_played.Add((Math.Min(one, other), Math.Max(one, other))))
                    pairs.Add((one, other));
            }
        }

        // One that has met nobody by the last round meets the one above it.
        if (round == Rounds - 1)
        {
            for (var i = 0; i < standing.Length; i++)
            {
                var other = standing[i == 0 ? 1 : i - 1];
                if (_met[standing[i]] == 0 && !pairs.Exists(pair => pair.Item1 == standing[i] || pair.Item2 == standing[i])
                    && _played.Add((Math.Min(standing[i], other), Math.Max(standing[i], other))))
                    pairs.Add((standing[i], other));
            }
        }

        return pairs;
    }

    /// <summary>Notes a result.</summary>
    /// <param name="first">An answer.</param>
    /// <param name="second">The one that it met.</param>
    /// <param name="points">What the first got: 1 where both orders prefer it, 0 where both prefer the other, else 0.5.</param>
    internal void Note(int first, int second, double points)
    {
        _points[first] += points;
        _points[second] += 1 - points;
        _met[first]++;
        _met[second]++;
    }

    /// <summary>The share of its comparisons that an answer won, ties half; 0.5 before the first.</summary>
    internal double Rate(int player) => _met[player] == 0 ? 0.5 : _points[player] / _met[player];

    /// <summary>How many an answer has met.</summary>
    internal int Met(int player) => _met[player];
}
