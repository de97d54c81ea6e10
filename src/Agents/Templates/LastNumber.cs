using System.Globalization;

namespace Rlar.Agents.Templates;

/// <summary>
/// The last number in digits of an answer: a sign that no letter or digit precedes, digits with commas between thousands, a point with digits.
/// </summary>
internal static class LastNumber
{
    /// <summary>The number; null where the answer has none.</summary>
    internal static double? Of(string text)
    {
        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (end == 0)
            return null;
        var start = Digits(text, end);
        if (start > 1 && text[start - 1] == '.' && char.IsAsciiDigit(text[start - 2]))
            start = Digits(text, start - 1);

        // A comma stands before three digits and behind one to three.
        var point = text.AsSpan(start, end - start).IndexOf('.');
        var group = point < 0 ? end - start : point;
        while (group == 3 && start > 1 && text[start - 1] == ',' && char.IsAsciiDigit(text[start - 2]))
        {
            var before = Digits(text, start - 1);
            if (start - 1 - before > 3)
                break;
            (group, start) = (start - 1 - before, before);
        }

        var value = double.Parse(
            text.AsSpan(start, end - start), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        return start > 0 && text[start - 1] is '-' or '\u2212' && !(start > 1 && char.IsLetterOrDigit(text[start - 2])) ? -value : value;
    }

    private static int Digits(string text, int end)
    {
        while (end > 0 && char.IsAsciiDigit(text[end - 1]))
            end--;
        return end;
    }
}
