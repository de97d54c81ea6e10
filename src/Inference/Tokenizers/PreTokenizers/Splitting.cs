using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Patterns;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.PreTokenizers;

/// <summary>From matches to pieces.</summary>
internal static class Splitting
{
    /// <summary>Appends the pieces that the matches in a text leave.</summary>
    /// <param name="length">The text's length.</param>
    /// <param name="origin">Where the text starts.</param>
    /// <param name="matches">The matches, in order.</param>
    /// <param name="behavior">What is done with them.</param>
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

/// <summary>What is done with the matches of a split.</summary>
internal enum SplitBehavior
{
    /// <summary>They go.</summary>
    Removed,

    /// <summary>Each is a piece.</summary>
    Isolated,

    /// <summary>Each ends the piece before it.</summary>
    MergedWithPrevious,

    /// <summary>Each starts the piece after it.</summary>
    MergedWithNext,

    /// <summary>Neighbours are one piece.</summary>
    Contiguous,
}

/// <summary>Split: at the matches of a pattern.</summary>
internal sealed class PatternSplit(TextPattern pattern, SplitBehavior behavior, bool invert) : PreTokenizer
{
    internal override void Apply(PreTokenizedText text) => text.Split((piece, start, pieces) =>
    {
        text.Matches.Clear();
        pattern.Find(piece, text.Matches);
        Splitting.Cut(piece.Length, start, text.Matches, behavior, invert, pieces);
    });
}

/// <summary>Splits at characters of a kind: WhitespaceSplit, Punctuation, Digits and the two halves of BertPreTokenizer.</summary>
internal sealed class CharacterSplit(Func<int, bool> isDelimiter, SplitBehavior behavior) : PreTokenizer
{
    internal override void Apply(PreTokenizedText text) => text.Split((piece, start, pieces) =>
    {
        text.Matches.Clear();
        for (var at = 0; at < piece.Length;)
        {
            if (isDelimiter(Utf16Text.At(piece, at, out var length)))
                text.Matches.Add((at, length));
            at += length;
        }

        Splitting.Cut(piece.Length, start, text.Matches, behavior, invert: false, pieces);
    });
}

/// <summary>Whitespace: runs of word characters, and runs of what is neither a word character nor white space (<c>\w+|[^\w\s]+</c>).</summary>
internal sealed class WordSplit : PreTokenizer
{
    internal override void Apply(PreTokenizedText text) => text.Split(static (piece, start, pieces) =>
    {
        var (from, kind) = (0, 0);
        for (var at = 0; at < piece.Length;)
        {
            var codePoint = Utf16Text.At(piece, at, out var length);
            var next = ReferenceUnicode.Shared.Word.Contains(codePoint) ? 1 : Utf16Text.IsWhiteSpace(codePoint) ? 0 : 2;
            if (next != kind)
            {
                if (kind != 0)
                    pieces.Add((start + from, at - from));
                (from, kind) = (at, next);
            }

            at += length;
        }

        if (kind != 0)
            pieces.Add((start + from, piece.Length - from));
    });
}
