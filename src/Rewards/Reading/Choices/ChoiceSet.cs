using System.Buffers;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Choices;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>Reads several choices: "A, C", "A and C", "AC", "A/C", "- A\n- C", "A) red, C) blue", or the texts of options, alone or up to a reason.</summary>
internal static partial class ChoiceSet
{
    private const int Longest = 2000;
    private const int LongestPlain = 120;
    private static readonly SearchValues<char> s_wrappers = SearchValues.Create("[({*_$\"' \n-");
    private static readonly SearchValues<string> s_joints = SearchValues.Create([",", ";", "/", "&", "+", "\n", "and"], StringComparison.OrdinalIgnoreCase);
    private static readonly LinearPattern s_separator = new(Separator());
    private static readonly LinearPattern s_reason = new(Reason());
    private static readonly LinearPattern s_opening = new(Opening());

    /// <summary>Letters, each once and in order.</summary>
    internal static string Ordered(IEnumerable<char> letters) => string.Concat(letters.Distinct().Order());

    /// <summary>The letters that a text lists; "" where it lists nothing, or something else beside them.</summary>
    internal static string Of(string text, ChoiceOptions options)
    {
        if (text.Length > Longest || (text.Length > LongestPlain && !BeginsWithALetter(text, options.Letters)))
            return "";
        if (!text.AsSpan().ContainsAny(s_joints) && !HasRun(text, options.Letters))
            return "";
        text = s_opening.Replace(text.Trim(), "");
        foreach (var reason in s_reason.EnumerateMatches(text))
        {
            if (IsLabel(text, reason.Index))
                continue;
            text = text[..reason.Index];
            break;
        }

        text = text.Trim().Trim('[', ']', '{', '}', '*', '_', '$', '.', '!', '"', '\'', ' ', '`');
        if (Letters(text, options.Letters) is { Length: > 1 } run)
            return run;
        var (found, start) = (new List<char>(), 0);
        foreach (var match in s_separator.EnumerateMatches(text))
        {
            if (match.Index > start && !Add(text[start..match.Index], options, found))
                return "";
            start = match.Index + match.Length;
        }

        return start == 0 || !Add(text[start..], options, found) ? "" : Ordered(found);
    }

    // The point of "A. red" ends no sentence.
    private static bool IsLabel(string text, int point) =>
        text[point] == '.' && point > 0 && char.IsAsciiLetterUpper(text[point - 1]) && (point == 1 || text[point - 2] is '\n' or ' ' or '*' or '(');

    // Two letters side by side.
    private static bool HasRun(string text, string letters)
    {
        for (var at = LoneLetters.NextCapital(text, 0); at >= 0; at = LoneLetters.NextCapital(text, at + 1))
        {
            if (at + 1 < text.Length && letters.Contains(text[at], StringComparison.Ordinal) && letters.Contains(text[at + 1], StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    // Sentences need not be looked through.
    private static bool BeginsWithALetter(string text, string letters)
    {
        var at = text.AsSpan().IndexOfAnyExcept(s_wrappers);
        return at >= 0 && at + 1 < text.Length && letters.Contains(text[at], StringComparison.Ordinal) && !char.IsLetterOrDigit(text[at + 1]);
    }

    // "AC", each letter once
    private static string Letters(string text, string letters) =>
        text.Length is > 1 and <= 26 && text.All(c =>
            letters.Contains(c, StringComparison.Ordinal)) && text.Distinct().Count() == text.Length ? Ordered(text) : "";

    private static bool Add(string item, ChoiceOptions options, List<char> found)
    {
        if (string.IsNullOrWhiteSpace(item))
            return true;
        if (OfItem(item, options) is not { } letter)
            return false;
        found.Add(letter);
        return true;
    }

    private static char? OfItem(string item, ChoiceOptions options)
    {
        if (ChoiceLetter.Alone(item, options.Letters) is { } letter)
            return letter;
        if (options.Texts.Whole(item) is { } whole)
            return whole;
        return Labelled().Match(item) is { Success: true } label && options.Letters.Contains(label.Groups["letter"].Value[0], StringComparison.Ordinal)
            && options.Texts.Whole(item[label.Length..]) == label.Groups["letter"].Value[0]
            ? label.Groups["letter"].Value[0]
            : null;
    }

    [GeneratedRegex(@"\s*(,\s*and\b|[,;/&+\n]|\band\b)\s*([-*\u2022]\s)?\s*", PatternOptions.AnyCase)]
    private static partial Regex Separator();

    [GeneratedRegex(@"\b(because|since|as)\s|[.](\s|\z)", PatternOptions.AnyCase)]
    private static partial Regex Reason();

    [GeneratedRegex(
        @"\A([-*\u2022]\s+|\s*((the\s+)?(correct|right)\s+(options?|choices?|answers?)\s+are:?\s+)?((both|options?|choices?|letters?|answers?)\s+)*)",
        PatternOptions.AnyCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\A[\s*_""(]*(?<letter>[A-Z])\s*[).:\]-]+\**\s*", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Labelled();
}
