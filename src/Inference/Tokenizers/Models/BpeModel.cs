using System.Collections.Concurrent;
using System.Text;
using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Models;

/// <summary>BPE (Sennrich, Haddow and Birch, 2016), over characters or, where the pre-tokenizer ends with ByteLevel, over the bytes themselves.</summary>
internal sealed class BpeModel : TokenModel
{
    private readonly BpeSettings _settings;
    private readonly MergeTable _merges;
    private readonly int[] _bytes = new int[256];
    private readonly ConcurrentBag<Symbols> _symbols = [];
    private readonly WordCache _cache = new();
    private readonly BpeBoundaries? _boundaries;
    private readonly bool _hasFallback;
    private WordCache _textCache;
    private MergeTable _textMerges;
    private HashSet<int> _forbidden = [];

    internal BpeModel(TokenVocabulary vocabulary, MergeTable merges, BpeSettings settings)
    {
        (Vocabulary, _merges, _textMerges, _settings) = (vocabulary, merges, merges, settings);
        _textCache = _cache;
        UnknownId = settings.UnknownToken is { } unknown ? vocabulary.IdOf(unknown) : -1;
        var fallback = new int[256];
        for (var b = 0; b < 256; b++)
        {
            fallback[b] = vocabulary.IdOf($"<0x{b:X2}>");
            _bytes[b] = vocabulary.IdOf([ByteAlphabet.ToChar((byte)b)]);
        }

        TakesBytes = Array.TrueForAll(_bytes, id => id >= 0) && settings.Prefix.Length + settings.Suffix.Length == 0;
        _hasFallback = settings.ByteFallback && Array.TrueForAll(fallback, id => id >= 0);
        Fallback = fallback;
        // A word with a fallback for every character has no unknown tokens, which would have to be fused across boundaries.
        if (_hasFallback && settings.Prefix.Length + settings.Suffix.Length == 0)
            _boundaries = new BpeBoundaries(vocabulary, merges);
    }

    /// <summary>True where the vocabulary has all 256 characters of the byte alphabet, so that the model can take bytes.</summary>
    internal bool TakesBytes { get; }

    /// <summary>Whether pieces are text whose bytes are to be taken, and not text that ByteLevel has rewritten.</summary>
    internal bool OverBytes { get; set; }

    internal override TokenVocabulary Vocabulary { get; }

    internal override int UnknownId { get; }

    private int[] Fallback { get; }

    internal override void Forbid(IReadOnlySet<int> ids)
    {
        _forbidden = [.. ids];
        if (_forbidden.Count == 0)
            return;
        _textCache = new WordCache();
        if (!_merges.All().Any(merge => _forbidden.Contains(merge.Id)))
            return;
        var kept = _merges.All().Where(merge => !_forbidden.Contains(merge.Id)).ToArray();
        _textMerges = new MergeTable(kept.Length);
        foreach (var (left, right, rank, id) in kept)
            _textMerges.Add(left, right, rank, id);
    }

    internal override void Tokenize(ReadOnlySpan<char> piece, bool asText, TokenSink sink)
    {
        if (_settings.IgnoreMerges && WholeWord(piece) is var whole and >= 0 && !(asText && _forbidden.Contains(whole)))
        {
            sink.Add(whole, 0, piece.Length);
            return;
        }

        if (_boundaries is null)
        {
            TokenizeWord(piece, 0, asText, sink);
            return;
        }

        for (var start = 0; start < piece.Length;)
        {
            var end = _boundaries.Next(piece, start);
            TokenizeWord(piece[start..end], start, asText, sink);
            start = end;
        }
    }

    private int WholeWord(ReadOnlySpan<char> piece)
    {
        if (piece.Length > Vocabulary.LongestToken)
            return -1;
        if (!OverBytes)
            return Vocabulary.IdOf(piece);
        Span<byte> bytes = stackalloc byte[3 * piece.Length];
        var count = Encoding.UTF8.GetBytes(piece, bytes);
        if (count > Vocabulary.LongestToken)
            return -1;
        Span<char> chars = stackalloc char[count];
        for (var i = 0; i < count; i++)
            chars[i] = ByteAlphabet.ToChar(bytes[i]);
        return Vocabulary.IdOf(chars);
    }

    private void TokenizeWord(ReadOnlySpan<char> word, int shift, bool asText, TokenSink sink)
    {
        var cache = asText ? _textCache : _cache;
        var known = cache.Find(word, out var hash);
        if (!known.IsEmpty)
        {
            sink.Add(known, shift);
            return;
        }

        if (!_symbols.TryTake(out var symbols))
            symbols = new Symbols();
        symbols.Clear();
        if (OverBytes)
            AddBytes(word, symbols, asText);
        else
            AddCharacters(word, symbols, asText);
        symbols.Merge(asText ? _textMerges : _merges);
        var tokens = new int[3 * symbols.Count];
        Place(word, symbols, tokens);
        cache.Add(word, hash, tokens);
        sink.Add(tokens, shift);
        // What a very long word needed is not kept.
        if (word.Length < 1 << 16)
            _symbols.Add(symbols);
    }

    private void AddBytes(ReadOnlySpan<char> word, Symbols symbols, bool asText)
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var at = 0; at < word.Length;)
        {
            var codePoint = Utf16Text.At(word, at, out var length);
            at += length;
            var count = new Rune(codePoint).EncodeToUtf8(bytes);
            for (var i = 0; i < count; i++)
                symbols.Add(Allowed(_bytes[bytes[i]], asText), 1);
        }
    }

    // A vocabulary whose single bytes are special tokens has no way to write text.
    private int Allowed(int id, bool asText) => !asText || !_forbidden.Contains(id) ? id
        : UnknownId >= 0 ? UnknownId
        : throw new InferenceException(
            $"The tokenizer's token '{Vocabulary.TokenOf(id)}' is special and the only one for its character, so text cannot be kept as text.");

    private void AddCharacters(ReadOnlySpan<char> word, Symbols symbols, bool asText)
    {
        Span<byte> bytes = stackalloc byte[4];
        var (unknown, unknownLength) = (false, 0);
        for (var at = 0; at < word.Length;)
        {
            var codePoint = Utf16Text.At(word, at, out var length);
            var count = Utf16Text.Utf8Length(codePoint);
            var decorated = (at > 0 && _settings.Prefix.Length > 0) || (at + length == word.Length && _settings.Suffix.Length > 0);
            var symbol = decorated
                ? string.Concat(at > 0 ? _settings.Prefix : "", word.Slice(at, length), at + length == word.Length ? _settings.Suffix : "")
                : word.Slice(at, length);
            var id = Vocabulary.IdOf(symbol);
            at += length;
            if (id >= 0 && asText && _forbidden.Contains(id))
                id = -1;
            if (id >= 0)
            {
                FlushUnknown(symbols, ref unknown, unknownLength);
                symbols.Add(id, count);
            }
            else if (_settings.ByteFallback && TryAddFallback(symbol, symbols))
            {
                // As in the reference, unknown characters before it come out after it.
            }
            else if (_settings.UnknownToken is not null)
            {
                if (UnknownId < 0)
                    throw new InferenceException(
                        $"The tokenizer's unknown token '{_settings.UnknownToken}' is not in its vocabulary, "
                        + "and the text has a character that is not either.");
                if (!_settings.FuseUnknown)
                    FlushUnknown(symbols, ref unknown, unknownLength);
                unknownLength = unknown ? unknownLength + count : count;
                unknown = true;
            }
        }

        FlushUnknown(symbols, ref unknown, unknownLength);
    }

    private void FlushUnknown(Symbols symbols, ref bool unknown, int length)
    {
        if (unknown)
            symbols.Add(UnknownId, length);
        unknown = false;
    }

    private bool TryAddFallback(ReadOnlySpan<char> symbol, Symbols symbols)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(symbol.Length)];
        var count = Encoding.UTF8.GetBytes(symbol, bytes);
        for (var i = 0; i < count; i++)
        {
            if (Fallback[bytes[i]] < 0)
                return false;
        }

        for (var i = 0; i < count; i++)
            symbols.Add(Fallback[bytes[i]], 1);
        return true;
    }

    /// <summary>From lengths in bytes to ranges of UTF-16 units; a token that starts or ends inside a character has all of it.</summary>
    private static void Place(ReadOnlySpan<char> word, Symbols symbols, Span<int> tokens)
    {
        // The character at [at, at + length) ends before the byte last.
        var (at, length, last) = (0, 0, 0);
        var place = 0;
        for (var i = 0; i < symbols.Count; i++)
        {
            Advance(word, place);
            tokens[3 * i] = symbols.Ids[i];
            tokens[3 * i + 1] = Math.Min(at, word.Length - 1);
            place += symbols.Lengths[i];
            Advance(word, place - 1);
            tokens[3 * i + 2] = Math.Min(at + length, word.Length);
        }

        void Advance(ReadOnlySpan<char> text, int target)
        {
            while (last <= target && at + length < text.Length)
            {
                at += length;
                last += Utf16Text.Utf8Length(Utf16Text.At(text, at, out length));
            }
        }
    }
}
