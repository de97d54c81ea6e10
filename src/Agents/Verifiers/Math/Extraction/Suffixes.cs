using System.Text.RegularExpressions;

namespace Rlar.Agents.Verifiers.Mathematics.Extraction;

/// <summary>The percent sign, degree sign or unit behind a box or a formula, which belongs to it: "$28$ percent".</summary>
internal static partial class Suffixes
{
    /// <summary>What stands at that place, as LaTeX to append, or nothing.</summary>
    internal static string Behind(string text, int at)
    {
        var match = Suffix().Match(text, at, Math.Min(60, text.Length - at));
        return !match.Success ? "" : match.Groups["unit"].Value switch
        {
            var degrees when degrees.Contains("circ", StringComparison.Ordinal) || degrees == "\u00B0" => "^\\circ",
            var percent when percent.Contains('%', StringComparison.Ordinal) => "\\%",
            var word => $"\\text{{ {word} }}",
        };
    }

    [GeneratedRegex(
        @"\A(\s|\$|\\\)|\\\]|\\text\{|\*|~|\\,|\\ )*(?<unit>\\?%|percent|pct|percentage|\^\{?\\circ\}?|\u00B0|degrees?\b|radians?\b|(square |cubic )?(centi|milli|kilo)?(meters?|grams?|liters?)\b|cm\b|mm\b|km\b|kg\b|ml\b|inches\b|feet\b|miles\b|dollars?\b|cents\b|hundred\b|thousand\b|million\b|billion\b|trillion\b|dozen\b)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();
}
