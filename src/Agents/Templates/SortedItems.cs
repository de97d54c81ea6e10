using System.Globalization;

namespace Rlar.Agents.Templates;

/// <summary>The items of an answer that is a list, and whether they are sorted.</summary>
internal static class SortedItems
{
    /// <summary>Whether there are two items or more, and none stands before a smaller (or, descending, a greater) one.</summary>
    internal static bool Are(string answer, bool descending)
    {
        var items = Items(answer);
        for (var i = 1; i < items.Length; i++)
        {
            var order = Compare(items[i - 1], items[i]);
            if (descending ? order < 0 : order > 0)
                return false;
        }

        return items.Length > 1;
    }

    private static string[] Items(string answer)
    {
        var parts = Split(answer, "\n");
        if (parts.Length < 2)
            parts = Split(answer, ";");
        if (parts.Length < 2)
            parts = Split(answer, ",");
        if (parts.Length < 2)
            parts = Split(answer, " ") is { } words && words.All(word => Number(word) is not null) ? words : [];
        return [.. parts.Select(WithoutMark)];
    }

    private static string[] Split(string text, string separator) =>
        text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string WithoutMark(string item)
    {
        var text = item.Length > 2 && "-*•+".Contains(item[0], StringComparison.Ordinal) && item[1] == ' ' ? item[2..].Trim() : item;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && text.Length > digits + 2 && text[digits] is '.' or ')' && text[digits + 1] == ' ' ? text[(digits + 2)..].Trim() : text;
    }

    private static double? Number(string text) =>
        double.TryParse(text.TrimEnd('.', '%'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static int Compare(string one, string other) => (Number(one), Number(other)) switch
    {
        ({ } a, { } b) => a.CompareTo(b),
        (null, null) => string.CompareOrdinal(one.ToLowerInvariant(), other.ToLowerInvariant()),
        (null, _) => 1,
        _ => -1,
    };
}
