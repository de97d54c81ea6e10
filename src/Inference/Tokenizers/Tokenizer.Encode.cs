using System.Runtime.InteropServices;
using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Models;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers;

/// <content>From text to tokens.</content>
public sealed partial class Tokenizer
{
    /// <summary>The tokens of a text with their places in it. A lone surrogate counts as U+FFFD.</summary>
    /// <param name="text">The text.</param>
    /// <param name="specialTokens">How text is read that is written like an added token; <see cref="SpecialTokens.AsText"/> for text from outside.</param>
    /// <param name="addTemplate">Whether the special tokens of the file's template, such as [CLS] and [SEP], are put around the text.</param>
    /// <returns>Ids, and for each the code points that it comes from.</returns>
    /// <exception cref="InferenceException">The model has no token for a character and none for what is unknown.</exception>
    public TokenizerEncoding Encode(ReadOnlySpan<char> text, SpecialTokens specialTokens = SpecialTokens.Recognise, bool addTemplate = false)
    {
        var room = Run(text, specialTokens, addTemplate, withOffsets: true, origin: 0);
        TokenizerEncoding encoding = new([.. room.Tokens.Ids], [.. room.Tokens.Offsets]);
        Return(room, text.Length);
        return encoding;
    }

    /// <summary>The ids of <see cref="Encode"/> alone, which are quicker to come by.</summary>
    /// <param name="text">The text.</param>
    /// <param name="specialTokens">How text is read that is written like an added token; <see cref="SpecialTokens.AsText"/> for text from outside.</param>
    /// <param name="addTemplate">Whether the special tokens of the file's template, such as [CLS] and [SEP], are put around the text.</param>
    /// <exception cref="InferenceException">The model has no token for a character and none for what is unknown.</exception>
    public int[] EncodeIds(ReadOnlySpan<char> text, SpecialTokens specialTokens = SpecialTokens.Recognise, bool addTemplate = false)
    {
        return EncodeIds(text, specialTokens, addTemplate, continues: false);
    }

    /// <summary>The ids of a text, or of one that goes on from another.</summary>
    /// <param name="text">The text.</param>
    /// <param name="specialTokens">How text is read that is written like an added token.</param>
    /// <param name="addTemplate">Whether the special tokens of the file's template are put around the text.</param>
    /// <param name="continues">Whether something stands before the text, so that it is not marked as the start of one.</param>
    /// <exception cref="InferenceException">The model has no token for a character and none for what is unknown.</exception>
    internal int[] EncodeIds(ReadOnlySpan<char> text, SpecialTokens specialTokens, bool addTemplate, bool continues)
    {
        var room = Run(text, specialTokens, addTemplate, withOffsets: false, continues ? 1 : 0);
        int[] ids = [.. room.Tokens.Ids];
        Return(room, text.Length);
        return ids;
    }

    private EncodingRoom Run(ReadOnlySpan<char> text, SpecialTokens specialTokens, bool addTemplate, bool withOffsets, int origin)
    {
        if (!_rooms.TryTake(out var room))
            room = new EncodingRoom();
        room.Tokens.Clear(withOffsets);
        var asText = specialTokens == SpecialTokens.AsText;
        text = WellFormed(text, room);
        room.Found.Clear();
        _finder?.Find(text, asText ? ControlIds : null, room.Found);
        var done = 0;
        foreach (var (start, end, token) in room.Found)
        {
            Part(text[done..start], origin, asText, room);
            origin += Count(text[done..start]);
            var length = Count(text[start..end]);
            AddFound(room.Tokens, token, text[start..end], new(origin, origin + length));
            (done, origin) = (end, origin + length);
        }

        Part(text[done..], origin, asText, room);
        _postProcessor?.Apply(room.Tokens, addTemplate, TokenOf);
        return room;
    }

    // A long text's buffers go with it.
    private void Return(EncodingRoom room, int length)
    {
        if (length <= LargestKeptText)
            _rooms.Add(room);
    }

    private static ReadOnlySpan<char> WellFormed(ReadOnlySpan<char> text, EncodingRoom room)
    {
        var at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0 && at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
        {
            var next = text[(at + 2)..].IndexOfAnyInRange('\uD800', '\uDFFF');
            at = next < 0 ? -1 : at + 2 + next;
        }

        if (at < 0)
            return text;
        room.WellFormed.Clear();
        room.WellFormed.AddRange(text);
        var result = CollectionsMarshal.AsSpan(room.WellFormed);
        for (; at < result.Length; at++)
        {
            if (at + 1 < result.Length && char.IsSurrogatePair(result[at], result[at + 1]))
                at++;
            else if (char.IsSurrogate(result[at]))
                result[at] = '\uFFFD';
        }

        return result;
    }

    private static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        if (text.ContainsAnyInRange('\uDC00', '\uDFFF'))
        {
            foreach (var c in text)
                count -= char.IsLowSurrogate(c) ? 1 : 0;
        }

        return count;
    }

    private static void AddFound(TokenSink tokens, AddedToken token, ReadOnlySpan<char> text, TokenSpan place)
    {
        if (tokens.WithOffsets && text.Length != token.Content.Length)
        {
            var (before, behind) = (0, 0);
            while (before < text.Length && Utf16Text.IsWhiteSpace(text[before]) && !Utf16Text.IsWhiteSpace(token.Content[0]))
                before++;
            while (behind < text.Length - before && Utf16Text.IsWhiteSpace(text[^(behind + 1)]) && !Utf16Text.IsWhiteSpace(token.Content[^1]))
                behind++;
            tokens.Spaces.Add((tokens.Ids.Count, before, behind));
        }

        tokens.AddPlaced(token.Id, place);
    }

    private void Part(ReadOnlySpan<char> text, int origin, bool asText, EncodingRoom room)
    {
        if (text.IsEmpty)
            return;
        var work = room.Normalized;
        work.Load(text, origin);
        _normalizer?.Apply(work, room.NormalizerRoom);
        room.FoundNormalized.Clear();
        _normalizedFinder?.Find(work.Chars, asText ? ControlIds : null, room.FoundNormalized);
        var done = 0;
        foreach (var (start, end, token) in room.FoundNormalized)
        {
            Pieces(work, done, start - done, asText, room);
            AddFound(room.Tokens, token, work.Chars[start..end], new(work.Start(start), work.End(end - 1)));
            done = end;
        }

        Pieces(work, done, work.Length - done, asText, room);
    }

    private void Pieces(WorkText work, int start, int length, bool asText, EncodingRoom room)
    {
        if (length == 0)
            return;
        if (_preTokenizer is null)
        {
            room.Tokens.StartPiece(work, start);
            _model.Tokenize(work.Chars.Slice(start, length), asText, room.Tokens);
            return;
        }

        var pieces = room.Pieces;
        pieces.Load(work, start, length);
        _preTokenizer.Apply(pieces);
        foreach (var (at, count) in pieces.Pieces)
        {
            room.Tokens.StartPiece(pieces.Text, at);
            _model.Tokenize(pieces.Text.Chars.Slice(at, count), asText, room.Tokens);
        }
    }
}
