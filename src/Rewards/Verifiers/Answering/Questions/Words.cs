using System.Collections.Frozen;

namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>A set of words that is asked by spans.</summary>
/// <param name="words">The words, with blanks between them.</param>
internal sealed class Words(string words)
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words =
        words.Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether it holds a word.</summary>
    internal bool Has(ReadOnlySpan<char> word) => _words.Contains(word);
}
