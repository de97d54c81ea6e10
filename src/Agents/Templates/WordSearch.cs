namespace Rlar.Agents.Templates;

/// <summary>
/// Finds a named text in an answer. Where the text begins or ends with a letter or digit, no letter or digit may stand beside it there: 'may' is not in
/// 'maybe'. A text in small letters is found in any case ('Rain' has 'rain'); one with a capital only as it is written.
/// </summary>
internal static class WordSearch
{
    /// <summary>How a text is compared where the expression does not say.</summary>
    internal static StringComparison Case(string text, string? given) => given switch
    {
        "any" => StringComparison.OrdinalIgnoreCase,
        "exact" => StringComparison.Ordinal,
        _ => text.Any(char.IsUpper) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase,
    };

    /// <summary>The index of the text from a place on; -1 where it is not.</summary>
    internal static int Find(string answer, string text, StringComparison comparison, int start = 0)
    {
        for (var at = start; at <= answer.Length - text.Length; at++)
        {
            at = answer.IndexOf(text, at, comparison);
            if (at < 0)
                return -1;
            if (StandsAlone(answer, at, text))
                return at;
        }

        return -1;
    }

    /// <summary>How often the text is in an answer, without overlaps.</summary>
    internal static int Count(string answer, string text, StringComparison comparison)
    {
        var count = 0;
        for (var at = Find(answer, text, comparison); at >= 0; at = Find(answer, text, comparison, at + text.Length))
            count++;
        return count;
    }

    /// <summary>Whether the text at a place is no part of a longer word.</summary>
    internal static bool StandsAlone(string answer, int at, string text) =>
        !(at > 0 && IsWord(text[0]) && IsWord(answer[at - 1]))
        && !(at + text.Length < answer.Length && IsWord(text[^1]) && IsWord(answer[at + text.Length]));

    /// <summary>Whether a character is part of a word: a letter, digit, mark or underscore.</summary>
    internal static bool IsWord(char c) =>
        char.IsLetterOrDigit(c) || c == '_' || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark;
}
