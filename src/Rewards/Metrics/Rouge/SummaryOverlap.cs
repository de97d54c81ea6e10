using System.Runtime.InteropServices;
using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Metrics.Rouge;

/// <summary>
/// rougeLsum's matches (Lin 2004, section 3.2): for every sentence of the reference, the union of its longest common subsequences with the sentences
/// of the answer, each word counted at most as often as either text has it.
/// </summary>
internal sealed class SummaryOverlap
{
    // A second or two, and 128 MiB.
    private const long MostSteps = 1_000_000_000;
    private const long MostRows = 16_000_000;
    private const int FewSentences = 16;

    private readonly CommonSubsequence _subsequence = new();
    private readonly WordNumbers _seen = new();
    private readonly Scratch<int> _words = new();
    private readonly Scratch<int> _ends = new();
    private readonly Scratch<int> _referenceCounts = new();
    private readonly Scratch<int> _answerCounts = new();
    private readonly Scratch<bool> _marks = new();

    /// <summary>How many words match, or -1 where the texts are too long to say.</summary>
    internal long Hits(RougeText reference, RougeText answer, int vocabulary)
    {
        Count(reference.Words, _referenceCounts, vocabulary);
        Count(answer.Words, _answerCounts, vocabulary);
        var longest = Sentences(answer);
        long steps = 0;
        for (var s = 0; s < reference.SentenceCount; s++)
        {
            var blocks = CommonSubsequence.BlockCount(reference.Sentence(s).Length);
            steps += (long)blocks * (_words.Count + _ends.Count);
            if (steps > MostSteps || (long)blocks * longest > MostRows)
                return -1;
        }

        long hits = 0;
        for (var s = 0; s < reference.SentenceCount; s++)
            hits += HitsOf(reference.Sentence(s), vocabulary);
        return hits;
    }

    private long HitsOf(ReadOnlySpan<int> sentence, int vocabulary)
    {
        var marks = _marks.Resize(sentence.Length);
        marks.Clear();
        var start = 0;
        foreach (var end in _ends.Items)
        {
            _subsequence.Mark(sentence, _words.Items[start..end], vocabulary, marks);
            start = end;
        }

        var hits = 0;
        for (var i = 0; i < sentence.Length; i++)
        {
            if (!marks[i] || _answerCounts.Items[sentence[i]] == 0 || _referenceCounts.Items[sentence[i]] == 0)
                continue;
            _answerCounts.Items[sentence[i]]--;
            _referenceCounts.Items[sentence[i]]--;
            hits++;
        }

        return hits;
    }

    // The sentences of the answer, and, where there are many, each only once: a union does not grow by what is in it. Words that no reference has are in no
    // subsequence, but one of them after a word changes the way back through the table; so a run of them is one, and those that come first are none.
    // Returns the length of the longest.
    private int Sentences(RougeText answer)
    {
        var many = answer.SentenceCount > FewSentences;
        if (many)
            _seen.Clear();
        _words.Clear();
        _ends.Clear();
        var longest = 0;
        for (var s = 0; s < answer.SentenceCount; s++)
        {
            var start = _words.Count;
            foreach (var word in answer.Sentence(s))
            {
                if (word >= 0 || _words.Count > start && _words.Items[^1] >= 0)
                    _words.Add(word);
            }

            var sentence = _words.Items[start..];
            if (sentence.IsEmpty)
                continue;
            if (many && !IsNew(sentence))
            {
                _words.Remove(sentence.Length);
                continue;
            }

            _ends.Add(_words.Count);
            longest = Math.Max(longest, sentence.Length);
        }

        return longest;
    }

    private bool IsNew(ReadOnlySpan<int> sentence)
    {
        var before = _seen.Count;
        _ = _seen.Add(MemoryMarshal.Cast<int, char>(sentence));
        return _seen.Count > before;
    }

    private static void Count(ReadOnlySpan<int> words, Scratch<int> counts, int vocabulary)
    {
        var room = counts.Resize(vocabulary);
        room.Clear();
        foreach (var word in words)
        {
            if (word >= 0)
                room[word]++;
        }
    }
}
