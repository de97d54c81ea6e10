using System.Text.RegularExpressions;

namespace Rlar.Agents.Gate.Readings;

/// <summary>Palindromes and anagrams.</summary>
internal static partial class LetterProperty
{
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>What a description asks of letters.</summary>
    internal static IEnumerable<Property> Read(string description)
    {
        if (Mirrored().IsMatch(description))
            yield return new Property("the same letters forwards and backwards", (_, text) => Letters(text) is { Length: > 0 } letters && IsMirrored(letters));
        if (SameLetters().IsMatch(description))
        {
            yield return new Property("the letters of the quoted word in another order", (query, text) => Word().Match(query.Question) is not { Success: true } word
                ? null
                : Letters(text) is var given && Letters(word.Groups["word"].Value) is var wanted && given != wanted && given.Order().SequenceEqual(wanted.Order()));
        }
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();

    private static bool IsMirrored(string letters)
    {
        for (var i = 0; i < letters.Length / 2; i++)
        {
            if (letters[i] != letters[^(i + 1)])
                return false;
        }

        return true;
    }

    [GeneratedRegex(@"palindrome|same (read )?(forwards? and|forwards? as|both ways)", Linear)]
    private static partial Regex Mirrored();

    [GeneratedRegex(@"anagram|letters of that word", Linear)]
    private static partial Regex SameLetters();

    [GeneratedRegex("\"(?<word>[^\"\\s]{1,40})\"", Linear)]
    private static partial Regex Word();
}
