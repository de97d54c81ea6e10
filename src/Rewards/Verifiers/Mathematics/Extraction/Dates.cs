using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>Dates with their year, of which the year is the number: "May 3, 1987", "3 mai 1987", "1987-05-03".</summary>
internal static partial class Dates
{
    private static readonly LinearPattern s_date = new(Date());

    /// <summary>The year of the date in which a number stands, or null.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="start">Where the number begins.</param>
    /// <param name="end">Where it ends.</param>
    internal static string? YearAt(string sentence, int start, int end)
    {
        if (end - start < 4 || sentence.AsSpan(start, end - start).Count('-') is not (0 or 2) || (start == 0 && end > Longest))
            return null;
        var from = Math.Max(0, start - Longest);
        var match = s_date.Match(sentence, from, Math.Min(sentence.Length, end) - from);
        return match.Success && match.Index + match.Length > start ? match.Groups["year"].Value : null;
    }

    // "the 25th of September, 1987"
    private const int Longest = 30;

    private const string Months =
        @"Jan(uary|uar)?|Feb(ruary|ruar)?|Mar(ch)?|März|Apr(il)?|May|Mai|June?|Juni|July?|Juli|Aug(ust)?|Sept?(ember)?|O[ck]t(ober)?|Nov(ember)?"
        + @"|De[cz](ember)?"
        + @"|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
        + @"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre";

    private const string Day = @"\d{1,2}(st|nd|rd|th|er|\.)?";

    [GeneratedRegex(
        @"\b(" + Day + @"\s+((of|de)\s+)?(" + Months + @")\.?,?\s+((of|de)\s+)?|(" + Months + @")\.?\s+" + Day + @",?\s+)(?<year>\d{4})\b"
        + @"|\b(?<year>\d{4})-\d{2}-\d{2}\b",
        PatternOptions.AnyCase)]
    private static partial Regex Date();
}
