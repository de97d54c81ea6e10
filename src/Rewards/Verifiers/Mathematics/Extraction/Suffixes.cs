using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>The percent sign, degree sign or unit after a box or a formula, which belongs to it: "$28$ percent".</summary>
internal static partial class Suffixes
{
    private static readonly LinearPattern s_suffix = new(Suffix());
    /// <summary>What stands at that place, as LaTeX to append, or nothing.</summary>
    internal static string Behind(string text, int at)
    {
        var match = s_suffix.Match(text, at, Math.Min(60, text.Length - at));
        return !match.Success ? "" : match.Groups["unit"].Value switch
        {
            var degrees when degrees.Contains("circ", StringComparison.Ordinal) || degrees == "\u00B0" => "^\\circ",
            var percent when percent.Contains('%', StringComparison.Ordinal) => "\\%",
            var word => $"\\text{{ {word}{Power(match.Groups["power"].ValueSpan)}{match.Groups["per"].ValueSpan} }}",
        };
    }

    private static string Power(ReadOnlySpan<char> sign) => sign.IsEmpty ? "" : sign[^1] is '\u00B2' or '2' ? "^2" : "^3";

    // the end of the formula or the emphasis, and white space
    private const string Closing = @"(\s|\$|\\\)|\\\]|\\text\{|\*|~|\\,|\\ )*";

    private const string Percent = @"\\?%|percent|pct|percentage";

    private const string Angles = @"\^\{?\\circ\}?|\u00B0|degrees?\b|radians?\b";

    private const string Units =
        @"(square |cubic )?(centi|milli|kilo)?(meters?|grams?|liters?)\b|cm\b|mm\b|km\b|kg\b|ml\b"
        + @"|inches\b|feet\b|miles\b|dollars?\b|cents\b|hours?\b|hrs?\b|minutes?\b|mins?\b|seconds?\b|secs?\b";

    // cm\u00B2, km/h
    private const string Compound = @"(?<power>[\u00B2\u00B3]|\^[23])?(?<per>/(h|hr|s|sec|min)\b)?";

    private const string Multipliers = @"hundred\b|thousand\b|million\b|billion\b|trillion\b|dozen\b"
        + @"|тыс(яч[аи]?)?\b|миллион(а|ов)?\b|млн\b|млрд\b|Tausend\b|Millionen\b|mil\b|mille\b|millones\b"
        + @"|[万萬亿億]";

    [GeneratedRegex(@"\A" + Closing + "(?<unit>" + Percent + "|" + Angles + "|" + Units + "|" + Multipliers + ")" + Compound, PatternOptions.Exact)]
    private static partial Regex Suffix();
}
