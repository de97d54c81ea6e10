using Rlar.Inference.Tokenizers.Buffers;

namespace Rlar.Inference.Tokenizers.PreTokenizers;

/// <summary>Metaspace: spaces become a visible character, which a word starts with.</summary>
internal sealed class Metaspace(char replacement, PrependScheme scheme, bool split) : PreTokenizer
{
    internal override void Apply(PreTokenizedText text)
    {
        if (scheme == PrependScheme.Never)
            text.Text.Chars.Replace(' ', replacement);
        else
            text.Rewrite(Rewrite);
        if (split)
            text.Split(Cut);
    }

    private void Rewrite(WorkText source, (int Start, int Length) piece, WorkText result)
    {
        source.Chars.Slice(piece.Start, piece.Length).Replace(' ', replacement);
        if (source.Chars[piece.Start] != replacement && (scheme == PrependScheme.Always || source.Start(piece.Start) == 0))
            result.Append(replacement, source.Start(piece.Start), source.End(piece.Start));
        result.Append(source, piece.Start, piece.Length);
    }

    private void Cut(ReadOnlySpan<char> piece, int start, List<(int Start, int Length)> pieces)
    {
        // As MergedWithNext of the reference: of several in a row each but the last is a piece of its own.
        var from = 0;
        for (var at = 1; at < piece.Length; at++)
        {
            if (piece[at] != replacement)
                continue;
            pieces.Add((start + from, at - from));
            from = at;
        }

        pieces.Add((start + from, piece.Length - from));
    }
}

/// <summary>Which pieces Metaspace gives a space in front.</summary>
internal enum PrependScheme
{
    /// <summary>The one at the start of the text.</summary>
    First,

    /// <summary>None.</summary>
    Never,

    /// <summary>Each.</summary>
    Always,
}
