using System.Globalization;

namespace Rlar.Rewards.Reading.Words;

/// <summary>
/// Words as Unicode sees them, for measures that need no model: runs of letters, digits and marks, with an apostrophe inside a word kept.
/// Linear in the text.
/// </summary>
public static class WordTokenizer
{
    /// <summary>The words of a text, in order.</summary>
    /// <param name="text">The text.</param>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var at = 0; Next(text, ref at) is (var start, var end);)
            words.Add(text[start..end]);
        return words;
    }

    /// <summary>How many words a text has; allocates nothing.</summary>
    /// <param name="text">The text.</param>
    public static int Count(string text)
    {
        var count = 0;
        for (var at = 0; Next(text, ref at) is not null;)
            count++;
        return count;
    }

    private static (int Start, int End)? Next(string text, ref int at)
    {
        while (at < text.Length && !IsWord(text, at))
            at++;
        if (at >= text.Length)
            return null;
        var start = at;
        while (at < text.Length && (IsWord(text, at) || IsInnerApostrophe(text, at)))
            at++;
        return (start, at);
    }

    private static bool IsInnerApostrophe(string text, int at) => text[at] is '\'' or '\u2019' && at + 1 < text.Length && IsWord(text, at + 1);

    // A surrogate belongs to a character beyond the first plane: letters, digits and pictographs, each of which is a word's part.
    private static bool IsWord(string text, int at) => char.IsLetterOrDigit(text[at])
        || char.GetUnicodeCategory(text[at]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Surrogate;
}
