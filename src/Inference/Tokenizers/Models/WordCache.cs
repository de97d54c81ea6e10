namespace Rlar.Inference.Tokenizers.Models;

/// <summary>
/// Words that were tokenized before. A fixed number of places, two for each hash; a word that comes later takes the place of an older one, so memory is bounded
/// and hostile text costs no more than its own tokenization. Entries never change, so readers need no lock; results are the same with and without it.
/// </summary>
internal sealed class WordCache
{
    private const int Places = 1 << 16;
    private const int LongestWord = 48;

    private readonly Entry?[] _entries = new Entry?[Places];

    /// <summary>The tokens of a word (triples of id, start and end), or an empty span.</summary>
    internal ReadOnlySpan<int> Find(ReadOnlySpan<char> word, out uint hash)
    {
        hash = 0;
        if (word.Length > LongestWord)
            return default;
        hash = Hash(word);
        var entry = _entries[hash & (Places - 1)];
        if (entry is not null && entry.Word.AsSpan().SequenceEqual(word))
            return entry.Tokens;
        entry = _entries[(hash ^ 1) & (Places - 1)];
        return entry is not null && entry.Word.AsSpan().SequenceEqual(word) ? entry.Tokens : default;
    }

    /// <summary>Keeps the tokens of a word.</summary>
    internal void Add(ReadOnlySpan<char> word, uint hash, ReadOnlySpan<int> tokens)
    {
        if (word.Length > LongestWord || tokens.IsEmpty)
            return;
        var first = hash & (Places - 1);
        // What is here moves to the other place, so the one of the two that was used least lately tends to go.
        if (_entries[first] is { } old)
            _entries[first ^ 1] = old;
        _entries[first] = new Entry(word.ToString(), tokens.ToArray());
    }

    private static uint Hash(ReadOnlySpan<char> word)
    {
        var hash = 0x9E3779B97F4A7C15UL ^ (ulong)word.Length;
        foreach (var c in word)
            hash = (hash ^ c) * 0xFF51AFD7ED558CCDUL;
        return (uint)(hash >> 40);
    }

    private sealed record Entry(string Word, int[] Tokens);
}
