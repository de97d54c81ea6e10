using System.Globalization;
using System.Text;

namespace Rlar.Agents.Scripts.Running;

/// <summary>
/// What scripts get in place of members of the library whose result can be far larger than what they are given, or that read a clock. They give the same.
/// </summary>
internal static class Metered
{
    /// <summary>As <see cref="string.Join(string?, IEnumerable{string?})"/>.</summary>
    internal static string Join<T>(string? separator, IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (text, isFirst) = (new StringBuilder(), true);
        foreach (var value in values)
        {
            if (!isFirst)
                text.Append(Meter.Piece(separator));
            isFirst = false;
            text.Append(Meter.Piece(value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value?.ToString()));
        }

        Meter.Copied(text.Length);
        return text.ToString();
    }

    /// <summary>As <see cref="string.Join(string?, string?[])"/>.</summary>
    internal static string Join(string? separator, params string?[] values) => Join<string?>(separator, values);

    /// <summary>As <see cref="string.Join(string?, object?[])"/>.</summary>
    internal static string Join(string? separator, params object?[] values) => Join<object?>(separator, values);

    /// <summary>As <see cref="string.Join(char, object?[])"/>.</summary>
    internal static string Join(char separator, params object?[] values) => Join<object?>(separator.ToString(), values);

    /// <summary>As <see cref="string.Concat(object?[])"/>.</summary>
    internal static string Concat(params object?[] values) => Join<object?>("", values);

    /// <summary>As <see cref="string.Join(string?, string?[], int, int)"/>.</summary>
    internal static string Join(string? separator, string?[] values, int start, int count) => Join<string?>(separator, values[start..(start + count)]);

    /// <summary>As <see cref="string.Join{T}(char, IEnumerable{T})"/>.</summary>
    internal static string Join<T>(char separator, IEnumerable<T> values) => Join(separator.ToString(), values);

    /// <summary>As <see cref="string.Join(char, string?[])"/>.</summary>
    internal static string Join(char separator, params string?[] values) => Join<string?>(separator.ToString(), values);

    /// <summary>As <see cref="string.Concat{T}(IEnumerable{T})"/>.</summary>
    internal static string Concat<T>(IEnumerable<T> values) => Join("", values);

    /// <summary>As <see cref="string.Concat(string?[])"/>.</summary>
    internal static string Concat(params string?[] values) => Join<string?>("", values);

    /// <summary>As <see cref="string.Replace(char, char)"/>.</summary>
    internal static string Replace(string text, char old, char wanted)
    {
        Meter.Copied(text.Length);
        return text.Replace(old, wanted);
    }

    /// <summary>As <see cref="string.Replace(string, string?)"/>.</summary>
    internal static string Replace(string text, string old, string? wanted) => Replace(text, old, wanted, StringComparison.Ordinal);

    /// <summary>As <see cref="string.Replace(string, string?, StringComparison)"/>.</summary>
    internal static string Replace(string text, string old, string? wanted, StringComparison comparison)
    {
        ArgumentException.ThrowIfNullOrEmpty(old);
        Meter.Copied(text.Length);
        if (wanted?.Length > old.Length)
        {
            // No more often than it fits.
            long count = 0;
            for (var at = text.IndexOf(old, comparison); at >= 0; at = at + old.Length <= text.Length ? text.IndexOf(old, at + old.Length, comparison) : -1)
            {
                Meter.Step();
                count++;
            }

            Meter.Copied(count * wanted.Length);
        }

        return text.Replace(old, wanted, comparison);
    }

    /// <summary>As <see cref="DateTime.TryParseExact(string?, string?, IFormatProvider?, DateTimeStyles, out DateTime)"/>; a date that is not there is 1
    /// January 1.</summary>
    internal static bool TryParseExact(string? text, string? format, IFormatProvider? provider, DateTimeStyles style, out DateTime date) =>
        Dates.TryParse(Meter.Text(text), format, provider, style, out date);

    /// <summary>As the overload with several formats.</summary>
    internal static bool TryParseExact(string? text, string?[]? formats, IFormatProvider? provider, DateTimeStyles style, out DateTime date)
    {
        Meter.Steps((1L + (text?.Length ?? 0)) * (1 + (formats?.Length ?? 0)));
        date = default;
        foreach (var format in formats ?? throw new ArgumentNullException(nameof(formats)))
        {
            if (Dates.TryParse(text, format, provider, style, out date))
                return true;
        }

        return false;
    }

    /// <summary>As <see cref="DateTime.ParseExact(string, string, IFormatProvider?)"/>; a date that is not there is 1 January 1.</summary>
    internal static DateTime ParseExact(string text, string format, IFormatProvider? provider) => ParseExact(text, format, provider, DateTimeStyles.None);

    /// <summary>As <see cref="DateTime.ParseExact(string, string, IFormatProvider?, DateTimeStyles)"/>.</summary>
    internal static DateTime ParseExact(string text, string format, IFormatProvider? provider, DateTimeStyles style) =>
        Dates.TryParse(Meter.Text(text) ?? throw new ArgumentNullException(nameof(text)), format, provider, style, out var date)
            ? date
            : throw new FormatException($"'{text}' is no date of the form '{format}'.");
}
