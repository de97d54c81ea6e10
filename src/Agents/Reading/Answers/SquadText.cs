using System.Globalization;
using System.Text;
using Rlar.Agents.Reading.Python;

namespace Rlar.Agents.Reading.Answers;

/// <summary>
/// The normalisation of SQuAD's evaluation scripts to the letter: lower case, no ASCII punctuation, no articles, single blanks.
/// <see cref="TextNormalization"/> goes further (compatibility forms, every script's punctuation).
/// </summary>
internal static class SquadText
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>normalize_answer.</summary>
    public static string Normalize(string text) => string.Join(' ', Words(text));

    /// <summary>normalize_answer(text).split().</summary>
    public static List<string> Words(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var c in Lower(text))
        {
            if (!Punctuation.Contains(c, StringComparison.Ordinal))
                bare.Append(c);
        }

        return PythonText.Split(WithoutArticles(bare.ToString()));
    }

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

    // Python's lower() differs from .NET's in two letters: the dotted capital I becomes two characters, and a sigma at a word's end its own.
    private static string Lower(string text)
    {
        var lower = text.ToLowerInvariant();
        if (!text.Contains('\u0130', StringComparison.Ordinal) && !text.Contains('\u03a3', StringComparison.Ordinal))
            return lower;
        var written = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\u0130')
                written.Append("i\u0307");
            else if (text[i] == '\u03a3' && i > 0 && char.IsLetter(text[i - 1]) && (i + 1 == text.Length || !char.IsLetter(text[i + 1])))
                written.Append('\u03c2');
            else
                written.Append(lower[i]);
        }

        return written.ToString();
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
        if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != System.Buffers.OperationStatus.Done
            || Rune.GetUnicodeCategory(rune) is not (<= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber))
            return false;
        at += length;
        return true;
    }
}
