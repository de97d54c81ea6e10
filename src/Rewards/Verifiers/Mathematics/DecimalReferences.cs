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

    private const int LongestPrompt = 4000;

    /// <summary>The references, and once more with a point those in which a comma is a decimal point.</summary>
    internal static IReadOnlyList<string> With(Query query)
    {
        List<string>? found = null;
        foreach (var reference in query.References)
        {
            if (reference.Length < 30 && reference.Contains(',', StringComparison.Ordinal) && Decimal().IsMatch(reference))
                (found ??= []).Add(reference.Replace(',', '.').Replace("{.}", ".", StringComparison.Ordinal));
        }

        return found is not null && WritesCommas(query) ? [.. query.References, .. found] : query.References;
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

    [GeneratedRegex(@"\d,(\d{1,2}|\d{4,9})([^\d,]|\z)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex InPrompt();
}
