using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Denials;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

/// <summary>References in words in a sentence that ends in them: "It is Tuesday."</summary>
internal static class WordSentences
{
    private const int Longest = 200;

    private static readonly string[] s_before =
    [
        " is", " are", " was", " were", " be",
        " on", " a", " an", " the", " called", " ist", " est", " es", " \u00E8", " \u00E9",
    ];

    /// <summary>Whether the answer's last sentence says the words, and nothing that denies, bounds or doubts them.</summary>
    internal static bool End(FinalAnswer answer, string words)
    {
        var text = answer.Text.AsSpan().TrimEnd(" .!*\n$}");
        var sentence = text[(text.LastIndexOfAny('\n', '.', '?') + 1)..];
        if (words.Length < 3 || sentence.Length > Longest || !sentence.EndsWith(words, StringComparison.OrdinalIgnoreCase))
            return false;
        var before = sentence[..^words.Length].TrimEnd(" *$");
        return Says(before) && !ValueDenials.Before(before) && !ForeignMarks.Deny(before)
            && !before.Contains(" or ", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Says(ReadOnlySpan<char> before)
    {
        foreach (var word in s_before)
        {
            if (before.EndsWith(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return before.EndsWith(':');
    }
}
