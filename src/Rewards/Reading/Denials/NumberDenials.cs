using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Denials;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>What a text says around a number that makes it no answer.</summary>
internal static partial class NumberDenials
{
    private static readonly LinearPattern s_before = new(Before());
    private static readonly LinearPattern s_after = new(After());
    /// <summary>Whether the words around a number say that it is not the one.</summary>
    /// <param name="before">The text up to the number.</param>
    /// <param name="after">The text after it.</param>
    internal static bool Deny(string before, string after) => s_before.IsMatch(before) || s_after.IsMatch(after);

    [GeneratedRegex(
        @"(\b(not|never|neither|nor|cannot)|n['\u2019]t)\s+(be\s+|have\s+|has\s+|get\s+"
        + @"|give\s+|make\s+|cost\s+|need\s+|earn\s+|equals?\s+(to\s+)?|exactly\s+|the\s+number\s+)*[^\w\n]*\z",
        PatternOptions.AnyCase)]
    private static partial Regex Before();

    [GeneratedRegex(
        @"\A[\s*$""'\u2019)}\]]*([a-z]+\s+)?((is|was|are|would\s+be|must\s+be|seems|looks)\s+([a-z]+ly\s+)?"
        + @"(wrong|incorrect|false|mistaken|not\s+(the|right|correct|my|it)\b)|(isn|wasn|can)['\u2019]?t\s+(the|right|correct|my|be|it)\b)"
        + @"|\A[\s*$""')}\]]*\?+\s*(no|nope|wrong|incorrect)\b",
        PatternOptions.AnyCase)]
    private static partial Regex After();
}
