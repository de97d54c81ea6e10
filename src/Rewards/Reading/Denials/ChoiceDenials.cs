using System.Buffers;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Denials;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>What a text says around the letter of a choice that makes it no answer.</summary>
internal static partial class ChoiceDenials
{
    private static readonly LinearPattern s_before = new(Before());
    private static readonly LinearPattern s_after = new(After());

    // Nothing is denied without one of them.
    private static readonly SearchValues<string> s_words = SearchValues.Create(
        ["not", "never", "neither", "nor", "n't", "n\u2019t", "eliminat", "exclud", "reject", "discard", "dismiss", "rul", "rather", "instead", "against",
            "but",
            "except", "other"],
        StringComparison.OrdinalIgnoreCase);

    // Nothing further away is about the letter.
    private const int Window = 80;

    /// <summary>Whether the text says anywhere that a letter is not the one.</summary>
    internal static bool Deny(string text, char letter)
    {
        for (var at = text.IndexOf(letter, StringComparison.Ordinal); at >= 0; at = text.IndexOf(letter, at + 1))
        {
            if ((at > 0 && char.IsLetterOrDigit(text[at - 1])) || (at + 1 < text.Length && (char.IsLetterOrDigit(text[at + 1])
                || text[at + 1] is '\'' or '\u2019')))
                continue;
            var before = text.AsSpan(Math.Max(0, at - Window), Math.Min(at, Window));
            if ((before.ContainsAny(s_words) && s_before.IsMatch(before))
                || s_after.IsMatch(text.AsSpan(at + 1, Math.Min(Window, text.Length - at - 1))))
                return true;
        }

        return false;
    }

    // "not (A) or", "rule out", "rather than"
    [GeneratedRegex(
        @"(\b(not|never|neither|nor|cannot|eliminat(e|es|ed|ing)|exclud(e|es|ed|ing)|reject(s|ed|ing)?|discard(s|ed|ing)?|dismiss(es|ed|ing)?"
        + @"|rul(e|es|ed|ing)\s+out|rather\s+than|instead\s+of|against|(anything|everything|any|all|none)\s+(but|except|other\s+than))|n['\u2019]t)"
        + @"(\s+(think|believe|that|be|it['\u2019]s|it\s+is|the\s+answer\s+is|choose|pick|select))*"
        + @"\s+(([Oo]ptions?|[Cc]hoices?|[Aa]nswers?)\s+)?([(*""']*[A-Z][)*""']*\s*(,|\bor\b|\band\b|\bnor\b|/)[\s,]*((or|and|nor)\s+)?)*"
        + @"(([Oo]ption|[Cc]hoice|[Aa]nswer)\s+)?[(*""']*\z",
        PatternOptions.AnyCase)]
    private static partial Regex Before();

    // "is wrong", "cannot be right", "seems unlikely"
    [GeneratedRegex(
        @"\A[)*""'.\]]*\s+((is|was|are|seems|looks|appears|would\s+be|must\s+be|can\s+be|has\s+been)\s+(to\s+be\s+)?([a-z]+ly\s+)?"
        + @"(wrong|incorrect|false|invalid|not|out|ruled\s+out|eliminated|excluded|rejected|implausible|unlikely|impossible|untrue|mistaken)\b"
        + @"|(isn|can|doesn|wasn|won|couldn)['\u2019]?t\b|(cannot|can\s+not|does\s+not|could\s+not|fails)\b)",
        PatternOptions.AnyCase)]
    private static partial Regex After();
}
