namespace Rlar.Inference.Tokenizers.Models;

/// <summary>Tokens and their ids.</summary>
internal sealed class TokenVocabulary
{
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly string?[] _tokens;

    /// <summary>Takes the ids of tokens.</summary>
    /// <param name="ids">Token to id, each id at least 0 and below 2^24.</param>
    internal TokenVocabulary(Dictionary<string, int> ids)
    {
        _ids = ids;
        _lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _tokens = new string[ids.Count == 0 ? 0 : ids.Values.Max() + 1];
        foreach (var (token, id) in ids)
        {
            _tokens[id] = token;
            LongestToken = Math.Max(LongestToken, token.Length);
        }
    }

    /// <summary>How many tokens there are.</summary>
    internal int Count => _ids.Count;

    /// <summary>One more than the highest id.</summary>
    internal int IdLimit => _tokens.Length;

    /// <summary>The length of the longest token in UTF-16 units.</summary>
    internal int LongestToken { get; }

    /// <summary>All tokens with their ids.</summary>
    internal IReadOnlyDictionary<string, int> Ids => _ids;

    /// <summary>The id of a token, or -1.</summary>
    internal int IdOf(ReadOnlySpan<char> token) => token.Length <= LongestToken && _lookup.TryGetValue(token, out var id) ? id : -1;

    /// <summary>The token of an id, or null.</summary>
    internal string? TokenOf(int id) => (uint)id < (uint)_tokens.Length ? _tokens[id] : null;
}
