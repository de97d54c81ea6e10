using System.Runtime.InteropServices;

namespace Rlar.Inference.Tokenizers.Buffers;

/// <summary>Where a model's tokens go; turns their places in a piece into places in the original.</summary>
internal sealed class TokenSink
{
    private WorkText? _text;
    private int _start;

    /// <summary>The ids.</summary>
    internal List<int> Ids { get; } = [];

    /// <summary>Their places in the original.</summary>
    internal List<TokenSpan> Offsets { get; } = [];

    /// <summary>For added tokens that took white space in: the token's index and how much of it stands before and after.</summary>
    internal List<(int Index, int Before, int Behind)> Spaces { get; } = [];

    /// <summary>Whether places are wanted.</summary>
    internal bool WithOffsets { get; set; }

    /// <summary>Empties the sink.</summary>
    internal void Clear(bool withOffsets)
    {
        Ids.Clear();
        Offsets.Clear();
        Spaces.Clear();
        WithOffsets = withOffsets;
    }

    /// <summary>Says which piece the next tokens are of.</summary>
    internal void StartPiece(WorkText text, int start) => (_text, _start) = (text, start);

    /// <summary>Adds a token of the piece.</summary>
    /// <param name="id">The token.</param>
    /// <param name="start">The UTF-16 unit of the piece at which its first character starts.</param>
    /// <param name="end">The unit after its last character.</param>
    internal void Add(int id, int start, int end)
    {
        Ids.Add(id);
        if (WithOffsets)
            Offsets.Add(Place(start, end));
    }

    /// <summary>Adds the tokens of a word that is known: triples of id, start and end.</summary>
    internal void Add(ReadOnlySpan<int> tokens, int shift)
    {
        var count = tokens.Length / 3;
        var from = Ids.Count;
        CollectionsMarshal.SetCount(Ids, from + count);
        var ids = CollectionsMarshal.AsSpan(Ids)[from..];
        for (var i = 0; i < count; i++)
            ids[i] = tokens[3 * i];
        if (!WithOffsets)
            return;
        for (var i = 0; i < tokens.Length; i += 3)
            Offsets.Add(Place(tokens[i + 1] + shift, tokens[i + 2] + shift));
    }

    /// <summary>Adds a token whose place is known.</summary>
    internal void AddPlaced(int id, TokenSpan place)
    {
        Ids.Add(id);
        if (WithOffsets)
            Offsets.Add(place);
    }

    private TokenSpan Place(int start, int end) => new(_text!.Start(_start + start), _text.End(_start + Math.Max(end, start + 1) - 1));
}
