using Rlar.Inference.Tokenizers.Patterns;

namespace Rlar.Inference.Tokenizers.PreTokenizers;

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
