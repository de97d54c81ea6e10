using System.Buffers;
using System.Text;
using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Models;

/// <summary>
/// Unigram (Kudo, 2018): the segmentation whose tokens' log probabilities have the highest sum; unknown characters cost ten more than the rarest token, and
/// several in a row are one token. Of equal sums the one found first holds, as in the reference.
/// </summary>
internal sealed class UnigramModel : TokenModel
{
    private const double UnknownPenalty = 10;

    private readonly double[] _scores;
    private readonly TokenTrie _trie = new();
    private readonly double _unknownScore;
    private readonly bool _byteFallback;
    private readonly WordCache _cache = new();
    private WordCache _textCache;
    private HashSet<int> _forbidden = [];

    internal UnigramModel(TokenVocabulary vocabulary, double[] scores, int unknownId, bool byteFallback)
    {
        (Vocabulary, _scores, UnknownId, _byteFallback, _textCache) = (vocabulary, scores, unknownId, byteFallback, _cache);
        foreach (var (token, id) in vocabulary.Ids)
            _trie.Add(token, id);
        _unknownScore = (scores.Length == 0 ? double.PositiveInfinity : scores.Min()) - UnknownPenalty;
    }

    internal override TokenVocabulary Vocabulary { get; }

    internal override int UnknownId { get; }

    internal override void Forbid(IReadOnlySet<int> ids)
    {
        _forbidden = [.. ids];
        // The unknown token's own text is no way to write text either.
        if (UnknownId >= 0)
            _ = _forbidden.Add(UnknownId);
        _textCache = new WordCache();
    }

    internal override void Tokenize(ReadOnlySpan<char> piece, bool asText, TokenSink sink)
    {
        var cache = asText ? _textCache : _cache;
        var known = cache.Find(piece, out var hash);
        if (!known.IsEmpty)
        {
            sink.Add(known, 0);
            return;
        }

        var tokens = new List<int>();
        Segment(piece, asText, tokens);
        cache.Add(piece, hash, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(tokens));
        sink.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(tokens), 0);
    }

    private void Segment(ReadOnlySpan<char> piece, bool asText, List<int> tokens)
    {
        var best = ArrayPool<(double Score, int Start, int Id)>.Shared.Rent(piece.Length + 1);
        try
        {
            Search(piece, asText, best);
            // From the end to the start, unknown characters in a row as one; then turned round.
            var parts = new List<(int Start, int End, int Id)>();
            for (var end = piece.Length; end > 0;)
            {
                var (_, start, id) = best[end];
                if (id == UnknownId && parts.Count > 0 && parts[^1].Id == UnknownId && parts[^1].Start == end)
                    parts[^1] = (start, parts[^1].End, id);
                else
                    parts.Add((start, end, id));
                end = start;
            }

            for (var i = parts.Count - 1; i >= 0; i--)
                Add(piece, parts[i], asText, tokens);
        }
        finally
        {
            ArrayPool<(double Score, int Start, int Id)>.Shared.Return(best);
        }
    }

    private void Search(ReadOnlySpan<char> piece, bool asText, (double Score, int Start, int Id)[] best)
    {
        Array.Fill(best, (0.0, -1, 0), 0, piece.Length + 1);
        for (var at = 0; at < piece.Length;)
        {
            _ = Utf16Text.At(piece, at, out var length);
            var here = best[at].Score;
            var hasSingle = false;
            for (int node = TokenTrie.Root, end = at; end < piece.Length;)
            {
                node = _trie.Child(node, piece[end++]);
                if (node < 0)
                    break;
                var id = _trie.Token(node);
                if (id < 0 || (asText && _forbidden.Contains(id)))
                    continue;
                hasSingle |= end == at + length;
                if (best[end].Start < 0 || _scores[id] + here > best[end].Score)
                    best[end] = (_scores[id] + here, at, id);
            }

            if (!hasSingle && (best[at + length].Start < 0 || _unknownScore + here > best[at + length].Score))
            {
                if (UnknownId < 0)
                    throw new InferenceException("The tokenizer's Unigram model has no unk_id, and the text has a character that its vocabulary has not.");
                best[at + length] = (_unknownScore + here, at, UnknownId);
            }

            at += length;
        }
    }

    private void Add(ReadOnlySpan<char> piece, (int Start, int End, int Id) part, bool asText, List<int> tokens)
    {
        var id = part.Id;
        if (id == UnknownId)
        {
            // Unknown characters together may be a token after all.
            id = Vocabulary.IdOf(piece[part.Start..part.End]);
            if (asText && _forbidden.Contains(id))
                id = -1;
            if (id < 0 && _byteFallback && Fallback(piece[part.Start..part.End]) is { } bytes)
            {
                foreach (var b in bytes)
                    tokens.AddRange([b, part.Start, part.End]);
                return;
            }

            id = id < 0 ? UnknownId : id;
        }

        tokens.AddRange([id, part.Start, part.End]);
    }

    private int[]? Fallback(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        _ = Encoding.UTF8.GetBytes(text, bytes);
        var ids = Array.ConvertAll(bytes, b => Vocabulary.IdOf($"<0x{b:X2}>"));
        return Array.TrueForAll(ids, id => id >= 0) ? ids : null;
    }
}
