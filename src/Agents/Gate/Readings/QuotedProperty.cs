using System.Text.RegularExpressions;

namespace Rlar.Agents.Gate.Readings;

/// <summary>"must contain both 'sun' and 'moon'", "must not contain the word 'maybe'", "ends with 'x'", "starts with 'x'".</summary>
internal static partial class QuotedProperty
{
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly (string Said, char Mark)[] s_marks =
        [("question mark", '?'), ("exclamation mark", '!'), ("exclamation point", '!'), ("full stop", '.'), ("period", '.'), ("colon", ':'), ("semicolon", ';')];

    /// <summary>The quoted texts that a description asks for or forbids.</summary>
    internal static IEnumerable<Property> Read(string description)
    {
        string[] quoted = [.. Quoted().Matches(description).Select(match => match.Groups["text"].Value)];
        if (Ends().IsMatch(description))
        {
            foreach (var (said, mark) in s_marks.Where(mark => description.Contains(mark.Said, StringComparison.OrdinalIgnoreCase)).Take(1))
                yield return new Property($"ends with a {said}", (_, text) => text.TrimEnd().EndsWith(mark));
            if (quoted is [var end])
                yield return new Property($"ends with '{end}'", (_, text) => text.TrimEnd().EndsWith(end, StringComparison.OrdinalIgnoreCase));
        }
        else if (quoted is [var start] && Starts().IsMatch(description))
        {
            yield return new Property($"starts with '{start}'", (_, text) => text.TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase));
        }
        else if (NotContains().IsMatch(description))
        {
            foreach (var text in quoted)
                yield return new Property($"without the word '{text}'", (_, completion) => !HasWord(completion, text)) { Forbidden = text };
        }
        else if (Contains().IsMatch(description) && !Either().IsMatch(description))
        {
            foreach (var text in quoted)
                yield return new Property($"contains '{text}'", (_, completion) => completion.Contains(text, StringComparison.OrdinalIgnoreCase));
        }
    }

    // As a word of its own: whether "maybes" counts, people disagree.
    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var after = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (after == text.Length || !char.IsLetterOrDigit(text[after])))
                return true;
        }

        return false;
    }

    [GeneratedRegex("(^|[^A-Za-z0-9])'(?<text>[^']{1,60})'|\"(?<text>[^\"]{1,60})\"", Linear)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(ends?|ending|finish(es)?|close[sd]?) (with|in|by)\b", Linear)]
    private static partial Regex Ends();

    [GeneratedRegex(@"\b(starts?|starting|begins?|opens?) with\b", Linear)]
    private static partial Regex Starts();

    [GeneratedRegex(@"\b(not|never|don't|without) (contain|include|mention|use|say|have|the)\b|\b(avoid|forbid)", Linear)]
    private static partial Regex NotContains();

    [GeneratedRegex(@"\b(contains?|includes?|mentions?|has|have)\b", Linear)]
    private static partial Regex Contains();

    [GeneratedRegex(@"\b(or|either|any of|one of)\b", Linear)]
    private static partial Regex Either();
}
