using System.Globalization;

namespace Rlar.Agents.Gate.Readings;

/// <summary>Small numbers as descriptions have them: "12" or "twelve".</summary>
internal static class NumberWords
{
    /// <summary>A pattern for a number in figures or words.</summary>
    internal const string Pattern =
        "[0-9]{1,6}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|fifty|hundred";

    private static readonly Dictionary<string, int> s_values = new()
    {
        ["a"] = 1, ["an"] = 1, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9,
        ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14, ["fifteen"] = 15, ["twenty"] = 20, ["thirty"] = 30,
        ["fifty"] = 50, ["hundred"] = 100,
    };

    /// <summary>The value of a number that <see cref="Pattern"/> found; null for other text.</summary>
    internal static int? Value(string text) =>
        s_values.TryGetValue(text.ToLowerInvariant(), out var value) ? value
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;
}
