namespace Rlar.Inference.Tokenizers.Buffers;

/// <summary>A text and the pieces that it was cut into; a pre-tokenizer cuts the pieces further, and may rewrite the text.</summary>
internal sealed class PreTokenizedText
{
    private WorkText _spareText = new();
    private List<(int Start, int Length)> _sparePieces = [];

    /// <summary>The text.</summary>
    internal WorkText Text { get; private set; } = new();

    /// <summary>The pieces, none of them empty, in order.</summary>
    internal List<(int Start, int Length)> Pieces { get; private set; } = [];

    /// <summary>Room for matches.</summary>
    internal List<(int Start, int Length)> Matches { get; } = [];

    /// <summary>Takes a part of a text in, as one piece.</summary>
    internal void Load(WorkText text, int start, int length)
    {
        Text.Load(text, start, length);
        Pieces.Clear();
        Pieces.Add((0, length));
    }

    /// <summary>Cuts every piece.</summary>
    /// <param name="cut">Appends the parts of a piece: the piece, where it starts, the list.</param>
    internal void Split(Action<ReadOnlySpan<char>, int, List<(int Start, int Length)>> cut)
    {
        _sparePieces.Clear();
        foreach (var (start, length) in Pieces)
            cut(Text.Chars.Slice(start, length), start, _sparePieces);
        _ = _sparePieces.RemoveAll(piece => piece.Length == 0);
        (Pieces, _sparePieces) = (_sparePieces, Pieces);
    }

    /// <summary>Writes every piece anew.</summary>
    /// <param name="rewrite">Appends a piece in its new form: the old text, the piece, the new text.</param>
    internal void Rewrite(Action<WorkText, (int Start, int Length), WorkText> rewrite)
    {
        _sparePieces.Clear();
        _spareText.StartAligned(Text.Origin);
        foreach (var piece in Pieces)
        {
            var from = _spareText.Length;
            rewrite(Text, piece, _spareText);
            if (_spareText.Length > from)
                _sparePieces.Add((from, _spareText.Length - from));
        }

        (Text, _spareText) = (_spareText, Text);
        (Pieces, _sparePieces) = (_sparePieces, Pieces);
    }
}
