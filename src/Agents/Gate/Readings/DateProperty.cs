using System.Globalization;
using System.Text.RegularExpressions;

namespace Rlar.Agents.Gate.Readings;

/// <summary>A date that the calendar has, written YYYY-MM-DD, in the month that the prompt names.</summary>
internal static partial class DateProperty
{
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>The date that a description asks for.</summary>
    internal static IEnumerable<Property> Read(string description)
    {
        if (!Iso().IsMatch(description))
            yield break;
        yield return new Property("a date of the calendar, YYYY-MM-DD", (_, text) => Date(text) is not null);
        if (OfMonth().IsMatch(description))
        {
            yield return new Property("a day of the prompt's month", (query, text) => Month().Match(query.Question) is not { Success: true } month
                ? null
                : Date(text)?.ToString("yyyy-MM", CultureInfo.InvariantCulture) == month.Value);
        }
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    [GeneratedRegex(@"YYYY-MM-DD|\b(date|day)\b.*[0-9]{4}-[0-9]{2}-[0-9]{2}", Linear)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\bday of that month|that month|names a month\b", Linear)]
    private static partial Regex OfMonth();

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Month();
}
