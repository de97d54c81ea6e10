using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.PreTokenizers;

/// <summary>Splits at characters of a kind: WhitespaceSplit, Punctuation, Digits and the two halves of BertPreTokenizer.</summary>
internal sealed class CharacterSplit(Func<int, bool> isDelimiter, SplitBehavior behavior) : PreTokenizer
{
    internal override void Apply(PreTokenizedText text) => text.Split((piece, start, pieces) =>
    {
        text.Matches.Clear();
        for (var at = 0; at < piece.Length;)
        {
            if (isDelimiter(CodePoints.At(piece, at, out var length)))
                text.Matches.Add((at, length));
            at += length;
        }

        Splitting.Cut(piece.Length, start, text.Matches, behavior, invert: false, pieces);
    });
}
