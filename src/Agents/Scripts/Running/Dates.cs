using System.Globalization;

namespace Rlar.Agents.Scripts.Running;

/// <summary>
/// Dates read without a clock: .NET puts this year where a form has a day or a month and no year, so that 29 February is a date in one year of four. Here the
/// year is then 2000, which has every day; and a time alone is one of 1 January 1.
/// </summary>
internal static class Dates
{
    private const string Year = "2000|";
    private const string YearForm = "yyyy'|'";

    /// <summary>As <see cref="DateTime.TryParseExact(string?, string?, IFormatProvider?, DateTimeStyles, out DateTime)"/>.</summary>
    internal static bool TryParse(string? text, string? format, IFormatProvider? provider, DateTimeStyles style, out DateTime date)
    {
        style |= DateTimeStyles.NoCurrentDateDefault;
        if (text is null || format is null || !LacksYear(format))
            return DateTime.TryParseExact(text, format, provider, style, out date);
        var form = format is "m" or "M" ? "MMMM dd" : format.TrimStart('%');
        return DateTime.TryParseExact(
            Year + (style.HasFlag(DateTimeStyles.AllowLeadingWhite) ? text.TrimStart() : text), YearForm + form, provider, style, out date);
    }

    // A day or month and no year. Of the forms of one letter only "m" is such a one.
    private static bool LacksYear(string format) => format.Length == 1
        ? format is "m" or "M"
        : format.AsSpan().ContainsAny('d', 'M') && !format.Contains('y', StringComparison.Ordinal);
}
