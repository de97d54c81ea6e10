using System.Text;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Language;

namespace Rlar.Rewards.Verifiers.Mathematics;

/// <summary>
/// References with a decimal comma, where the prompt's language or its own numbers write one: 2,5 is 2.5 to a German, and two numbers elsewhere.
/// </summary>
internal static partial class DecimalReferences
{
    private static readonly HashSet<string> s_languages =
        ["de", "fr", "es", "it", "pt", "ru", "nl", "pl", "cs", "sv", "da", "fi", "no", "tr", "vi", "id", "uk", "ro", "hu", "el", "bg", "hr"];

    // Those that part thousands by a point.
    private static readonly HashSet<string> s_pointing = ["de", "es", "it", "pt", "nl", "da", "id", "tr", "el", "ro", "hr", "vi"];

    private const int LongestPrompt = 4000;

    /// <summary>The references, and once more with a point those in which a comma is a decimal point, or grouped as the prompt's language groups.</summary>
    internal static IReadOnlyList<string> With(Query query)
    {
        List<string>? found = null, wholes = null;
        foreach (var reference in query.References)
        {
            if (reference.Length is >= 4 and < 30 && IsWhole(reference))
            {
                wholes ??= [];
                wholes.Add(Grouped(reference.Trim()));
            }

            if (reference.Length < 30 && reference.Contains(',', StringComparison.Ordinal) && Decimal().IsMatch(reference))
                (found ??= []).Add(reference.Replace(',', '.').Replace("{.}", ".", StringComparison.Ordinal));
        }

        if (found is not null && WritesCommas(query))
            return [.. query.References, .. found];
        return wholes is not null && GroupsByPoint(query) ? [.. query.References, .. wholes] : query.References;
    }

    // 1234 to an Englishman is 1.234 to a German, where the prompt has no point in a decimal.
    private static bool GroupsByPoint(Query query)
    {
        var text = query.Question;
        if (text.Length > LongestPrompt)
            text = text[..LongestPrompt];
        return LanguageDetector.Detect(text) is { } language && s_pointing.Contains(language) && !DecimalPoint().IsMatch(text);
    }

    /// <summary>Whether a reference is one that <see cref="With"/> grouped.</summary>
    internal static bool IsGrouped(string reference) => Groups().IsMatch(reference);

    [GeneratedRegex(@"\A\d{1,3}(\.\d{3})+\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Groups();

    private static bool IsWhole(string reference) => Extraction.WholeNumber.Of(reference.AsSpan().Trim()) is >= 1000;

    private static string Grouped(string digits)
    {
        var text = new StringBuilder(digits);
        for (var at = digits.Length - 3; at > 0; at -= 3)
            _ = text.Insert(at, '.');
        return text.ToString();
    }

    private static bool WritesCommas(Query query)
    {
        var text = query.Question;
        if (text.Length > LongestPrompt)
            text = text[..LongestPrompt];
        return InPrompt().IsMatch(text) || (LanguageDetector.Detect(text) is { } language && s_languages.Contains(language));
    }

    [GeneratedRegex(@"\A\s*\$?-?\d{1,9}(,|\{,\})(\d{1,2}|\d{4,9})\$?\s*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\d\.(\d{1,2}|\d{4,9})([^\d.]|\z)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DecimalPoint();

    [GeneratedRegex(@"\d,(\d{1,2}|\d{4,9})([^\d,]|\z)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex InPrompt();
}
