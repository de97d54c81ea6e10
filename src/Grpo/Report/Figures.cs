using System.Globalization;
using System.Xml.Linq;

namespace Rlar.Grpo.Report;

/// <summary>Numbers for a reader: three or four digits that count, the whole number beside them for a program.</summary>
internal static class Figures
{
    private const int Digits = 3;
    private const double Small = 1e-4;
    private const double Large = 1e7;

    /// <summary>As text, whose noughts at the end count; a dash where there is none.</summary>
    internal static string Text(double? value) => Text(value, '0');

    /// <summary>As the mark of an axis: no noughts at the end.</summary>
    internal static string Tick(double value) => Text(value, '#');

    /// <summary>A number that stands in the run's files.</summary>
    internal static XElement Data(double? value) => value is { } number && double.IsFinite(number)
        ? Html.Of("data", null, Html.With("value", number.ToString("R", CultureInfo.InvariantCulture)), Text(number))
        : Html.Of("span", null, "–");

    /// <summary>A coordinate of a drawing.</summary>
    internal static string Place(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Text(double? value, char place)
    {
        if (value is not { } number || !double.IsFinite(number))
            return "–";
        var size = Math.Abs(number);
        if (size is > 0 and (< Small or >= Large))
            return number.ToString(place == '0' ? "0.0e0" : "0.##e0", CultureInfo.InvariantCulture).Replace('-', '−');
        var decimals = size == 0 || (size < Large && number == Math.Floor(number)) ? 0 : Math.Clamp(Digits - 1 - (int)Math.Floor(Math.Log10(size)), 0, 6);
        var text = number.ToString(decimals == 0 ? "#,0" : "0." + new string(place, decimals), CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }
}
