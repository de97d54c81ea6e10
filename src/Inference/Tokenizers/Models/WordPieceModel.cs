using Rlar.Inference.Tokenizers.Buffers;

namespace Rlar.Inference.Tokenizers.Models;

/// <summary>WordPiece: the longest token at each place of a word, or the unknown token for the whole word where some place has none.</summary>
internal sealed class WordPieceModel : TokenModel
{
    private readonly TokenTrie _starts = new();
    private readonly TokenTrie _continuations = new();
    private readonly string _unknownToken;
    private readonly int _longestWord;
    private HashSet<int> _forbidden = [];

    internal WordPieceModel(TokenVocabulary vocabulary, string unknownToken, string prefix, int longestWord)
    {
        (Vocabulary, _unknownToken, _longestWord) = (vocabulary, unknownToken, longestWord);
        UnknownId = vocabulary.IdOf(unknownToken);
        foreach (var (token, id) in vocabulary.Ids)
        {
            _starts.Add(token, id);
            if (token.Length > prefix.Length && token.StartsWith(prefix, StringComparison.Ordinal))
                _continuations.Add(token.AsSpan(prefix.Length), id);
        }
    }

    internal override TokenVocabulary Vocabulary { get; }

    internal override int UnknownId { get; }

    internal override void Forbid(IReadOnlySet<int> ids)
    {
        _forbidden = [.. ids];
        // The unknown token's own text is no way to write text either.
        if (UnknownId >= 0)
            _ = _forbidden.Add(UnknownId);
    }

    internal override void Tokenize(ReadOnlySpan<char> piece, bool asText, TokenSink sink)
    {
        var length = piece.Length;
        foreach (var c in piece)
            length -= char.IsLowSurrogate(c) ? 1 : 0;
        if (length > _longestWord)
        {
            sink.Add(Unknown(), 0, piece.Length);
            return;
        }

        var found = new List<int>();
        for (var start = 0; start < piece.Length;)
        {
            var (id, end) = Longest(piece, start, asText);
            if (id < 0)
            {
                sink.Add(Unknown(), 0, piece.Length);
                return;
            }

            found.AddRange([id, start, end]);
            start = end;
        }

        sink.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(found), 0);
    }

    private (int Id, int End) Longest(ReadOnlySpan<char> piece, int start, bool asText)
    {
        var trie = start == 0 ? _starts : _continuations;
        var best = (Id: -1, End: start);
        for (int node = TokenTrie.Root, end = start; end < piece.Length;)
        {
            node = trie.Child(node, piece[end++]);
            if (node < 0)
                break;
            if (trie.Token(node) is var id and >= 0 && !(asText && _forbidden.Contains(id)))
                best = (id, end);
        }

        return best;
    }

    private int Unknown() => UnknownId >= 0 ? UnknownId
        : throw new InferenceException(
            $"The tokenizer's unknown token '{_unknownToken}' is not in its vocabulary, and the text has a word that is not either.");
}
