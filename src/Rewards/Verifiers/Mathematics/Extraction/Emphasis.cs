using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Denials;
using Rlar.Rewards.Reading.Patterns;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>The stars of Markdown: "the midpoint is **(3, 5)**", "there are **21 days** in 3 weeks".</summary>
internal static partial class Emphasis
{
    private const string Stars = "**";

    private const int Longest = 80;

    /// <summary>The sentence without them; 2**3 is a power.</summary>
    internal static string Without(string sentence)
    {
        for (var at = sentence.IndexOf(Stars, StringComparison.Ordinal); at >= 0; at = sentence.IndexOf(Stars, at + 1, StringComparison.Ordinal))
        {
            if (IsWithin(sentence, at))
                return sentence;
        }

        return sentence.Replace(Stars, "", StringComparison.Ordinal);
    }

    /// <summary>The sentence with what stands in its brackets as a unit or as another value said plainly: 15（元）, 72 (or 52).</summary>
    internal static string Unbracketed(string sentence) =>
        sentence.AsSpan().ContainsAny('(', '\uFF08') ? s_bracketed.Replace(sentence, " ${inside}") : sentence;

    private static readonly LinearPattern s_bracketed = new(Bracketed());

    [GeneratedRegex(
        @"\s*[(\uFF08]\s*(?<inside>[\p{Lo}]{1,4}|(or|maybe|perhaps|possibly|oder|ou)\s[^()\d]{0,20}\d[^()]{0,20})\s*[)\uFF09]", PatternOptions.AnyCase)]
    private static partial Regex Bracketed();

    /// <summary>What a sentence stresses, where it is one value alone, and nothing beside it denies it; else null.</summary>
    internal static ExtractedAnswer? Of(string sentence, ExtractionTargets targets)
    {
        if (sentence.IndexOf(Stars, StringComparison.Ordinal) is not (>= 0 and var start)
            || sentence.IndexOf(Stars, start + 2, StringComparison.Ordinal) is not (>= 0 and var end)
            || end - start > Longest || sentence.IndexOf(Stars, end + 2, StringComparison.Ordinal) >= 0)
            return null;
        var text = sentence[(start + 2)..end].Trim(' ', '.', ',', ':');
        var before = sentence.AsSpan(0, start);
        var after = sentence.AsSpan(end + 2);
        // An item's number and a heading open a sentence.
        if (before.IsWhiteSpace() || text.AsSpan().IndexOfAnyInRange('0', '9') < 0 || !Phrases.Reads(text, targets))
            return null;
        return ForeignMarks.Deny(before) || ForeignMarks.TakeBack(after) || ValueDenials.Before(before) || ValueDenials.After(after)
            || ValueDenials.Hedges(after)
            ? null
            : new ExtractedAnswer(text, AnswerSource.LastNumber, true);
    }

    private static bool IsWithin(string sentence, int at) => at > 0 && at + 2 < sentence.Length
        && char.IsLetterOrDigit(sentence[at - 1]) && char.IsLetterOrDigit(sentence[at + 2]);
}
