using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.PreTokenizers;

/// <summary>Whitespace: runs of word characters, and runs of what is neither a word character nor white space (<c>\w+|[^\w\s]+</c>).</summary>
internal sealed class WordSplit : PreTokenizer
{
    internal override void Apply(PreTokenizedText text) => text.Split(static (piece, start, pieces) =>
    {
        var (from, kind) = (0, 0);
        for (var at = 0; at < piece.Length;)
        {
            var codePoint = CodePoints.At(piece, at, out var length);
            var next = ReferenceUnicode.Shared.Word.Contains(codePoint) ? 1 : CodePoints.IsWhiteSpace(codePoint) ? 0 : 2;
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
