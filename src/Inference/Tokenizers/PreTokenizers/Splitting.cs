namespace Rlar.Inference.Tokenizers.PreTokenizers;

/// <summary>From matches to pieces.</summary>
internal static class Splitting
{
    /// <summary>Appends the pieces that the matches in a text leave.</summary>
    /// <param name="length">The text's length.</param>
    /// <param name="origin">Where the text starts.</param>
    /// <param name="matches">The matches, in order.</param>
    /// <param name="behavior">What becomes of them.</param>
    /// <param name="invert">Whether the matches are what lies between the given ones.</param>
    /// <param name="pieces">Where the pieces go.</param>
    internal static void Cut(
        int length, int origin, List<(int Start, int Length)> matches,
        SplitBehavior behavior, bool invert, List<(int Start, int Length)> pieces)
    {
        var cutter = new Cutter(origin, behavior, pieces);
        var done = 0;
        foreach (var match in matches)
        {
            if (match.Start > done)
                cutter.Add(done, match.Start - done, invert);
            cutter.Add(match.Start, match.Length, !invert);
            done = match.Start + match.Length;
        }

        if (done < length)
            cutter.Add(done, length - done, invert);
    }

    private ref struct Cutter(int origin, SplitBehavior behavior, List<(int Start, int Length)> pieces)
    {
        private readonly int _first = pieces.Count;
        private bool _wasMatch;

        internal void Add(int start, int length, bool isMatch)
        {
            var join = behavior switch
            {
                SplitBehavior.Contiguous => isMatch == _wasMatch,
                SplitBehavior.MergedWithPrevious => isMatch && !_wasMatch,
                SplitBehavior.MergedWithNext => !isMatch && _wasMatch,
                _ => false,
            };
            _wasMatch = isMatch;
            if (join && pieces.Count > _first)
                pieces[^1] = (pieces[^1].Start, pieces[^1].Length + length);
            else if (!isMatch || behavior != SplitBehavior.Removed)
                pieces.Add((origin + start, length));
        }
    }
}
