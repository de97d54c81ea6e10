using System.Buffers;
using System.Text;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>
/// The normalisation of SQuAD's evaluation scripts to the letter: lower case, no ASCII punctuation, no articles, single blanks.
/// <see cref="TextNormalization"/> goes further (compatibility forms, every script's punctuation).
/// </summary>
internal static class SquadText
{
    /// <summary>normalize_answer.</summary>
    public static string Normalize(string text) => string.Join(' ', Words(text));

    /// <summary>normalize_answer(text).split().</summary>
    public static List<string> Words(string text) =>
        PythonText.Split(WithoutArticles(PythonText.WithoutPunctuation(PythonLowercase.Of(text))));

    /// <summary>F1, precision and recall of two lists of words as multisets; all 0 where they share none.</summary>
    public static (double F1, double Precision, double Recall) Overlap(List<string> answer, List<string> reference)
    {
        var left = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in reference)
            left[word] = left.GetValueOrDefault(word) + 1;
        var shared = 0;
        foreach (var word in answer)
        {
            if (left.GetValueOrDefault(word) == 0)
                continue;
            left[word]--;
            shared++;
        }

        if (shared == 0)
            return (0, 0, 0);
        var (precision, recall) = (1.0 * shared / answer.Count, 1.0 * shared / reference.Count);
        return (2 * precision * recall / (precision + recall), precision, recall);
    }

    // \b(a|an|the)\b to a blank. Python's word characters are letters and numbers; a combining mark ends a word.
    private static string WithoutArticles(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && IsWord(text, ref at))
            {
            }

            var word = text.AsSpan(start, at - start);
            kept.Append(word is "a" or "an" or "the" ? " " : word);
            if (at < text.Length && start == at)
                kept.Append(text[at++]);
        }

        return kept.ToString();
    }

    private static bool IsWord(string text, ref int at)
    {
        if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != OperationStatus.Done || !PythonWords.IsWord(rune))
            return false;
        at += length;
        return true;
    }
}
