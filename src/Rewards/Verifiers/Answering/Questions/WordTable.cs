namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>What is known of each of some words, asked by spans: most words of a text are not there, and their length and two letters say so.</summary>
internal sealed class WordTable
{
    private readonly string?[] _words;
    private readonly WordEntry[] _entries;
    private readonly int _mask;

    /// <summary>Makes it.</summary>
    /// <param name="words">The words, none of them empty.</param>
    internal WordTable(IReadOnlyDictionary<string, WordEntry> words)
    {
        var size = 64;
        while (size < 4 * words.Count)
            size *= 2;
        (_words, _entries, _mask) = (new string?[size], new WordEntry[size], size - 1);
        foreach (var (word, entry) in words)
        {
            var at = Hash(word) & _mask;
            while (_words[at] is not null)
                at = (at + 1) & _mask;
            (_words[at], _entries[at]) = (word, entry);
        }
    }

    /// <summary>What is known of a word.</summary>
    internal ref readonly WordEntry Of(ReadOnlySpan<char> word)
    {
        var at = Hash(word) & _mask;
        while (_words[at] is { } known && !word.SequenceEqual(known))
            at = (at + 1) & _mask;
        return ref _entries[at];
    }

    private static int Hash(ReadOnlySpan<char> word)
    {
        var hash = (uint)word.Length;
        foreach (var c in word)
            hash = (hash * 31) + c;
        return (int)((hash * 0x9E3779B1) >> 12);
    }
}
