using System.Buffers;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Models;

/// <summary>Finds added tokens: the leftmost, and of those the longest; the search goes on after a match even where the match is turned down.</summary>
internal sealed class AddedTokenFinder
{
    private readonly TokenTrie _trie = new();
    private readonly List<AddedToken> _tokens = [];
    private readonly SearchValues<char> _firsts;

    /// <summary>Looks for tokens by how they are written.</summary>
    internal AddedTokenFinder(IEnumerable<(string Written, AddedToken Token)> tokens)
    {
        var firsts = new HashSet<char>();
        foreach (var (written, token) in tokens.Where(t => t.Written.Length > 0))
        {
            _trie.Add(written, _tokens.Count);
            _tokens.Add(token);
            _ = firsts.Add(written[0]);
        }

        _firsts = SearchValues.Create([.. firsts]);
    }

    /// <summary>The tokens in a text with their ranges, white space that they take in included.</summary>
    /// <param name="text">The text.</param>
    /// <param name="turnedDown">Ids that stay text, as where the reference is told to encode special tokens; null for none.</param>
    /// <param name="found">Takes them.</param>
    internal void Find(ReadOnlySpan<char> text, IReadOnlySet<int>? turnedDown, List<(int Start, int End, AddedToken Token)> found)
    {
        var done = 0;
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny(_firsts);
            if (next < 0)
                return;
            at += next;
            var (length, token) = Longest(text[at..]);
            if (token is null)
            {
                at++;
                continue;
            }

            var (start, end) = (at, at + length);
            at = end;
            if (turnedDown?.Contains(token.Id) == true)
                continue;
            if (token.SingleWord && (WordBefore(text, start) || WordAt(text, end)))
                continue;
            while (token.LeftStrip && start > done && Utf16Text.IsWhiteSpace(text[start - 1]))
                start--;
            while (token.RightStrip && end < text.Length && Utf16Text.IsWhiteSpace(text[end]))
                end++;
            // White space that the token before has taken stays with it.
            start = Math.Max(start, done);
            found.Add((start, end, token));
            done = end;
        }
    }

    private static bool WordBefore(ReadOnlySpan<char> text, int at) => at > 0
        && ReferenceUnicode.Shared.Word.Contains(Utf16Text.At(text, char.IsLowSurrogate(text[at - 1]) && at > 1 ? at - 2 : at - 1, out _));

    private static bool WordAt(ReadOnlySpan<char> text, int at) => at < text.Length && ReferenceUnicode.Shared.Word.Contains(Utf16Text.At(text, at, out _));

    private (int Length, AddedToken? Token) Longest(ReadOnlySpan<char> text)
    {
        (int Length, AddedToken? Token) best = (0, null);
        for (int node = TokenTrie.Root, i = 0; i < text.Length;)
        {
            node = _trie.Child(node, text[i++]);
            if (node < 0)
                break;
            if (_trie.Token(node) is var token and >= 0)
                best = (i, _tokens[token]);
        }

        return best;
    }
}
