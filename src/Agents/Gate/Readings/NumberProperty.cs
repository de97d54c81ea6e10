using System.Globalization;
using System.Text.RegularExpressions;

namespace Rlar.Agents.Gate.Readings;

/// <summary>A number near the reference ("within 1 percent"), the last number equal to the reference, a Roman numeral in its standard form.</summary>
internal static partial class NumberProperty
{
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    /// <summary>The numbers that a description asks for.</summary>
    internal static IEnumerable<Property> Read(string description)
    {
        if (Percent().Match(description) is { Success: true } percent)
        {
            // A little wider than what is said: a text at the very edge proves nothing.
            var share = decimal.Parse(percent.Groups["percent"].Value, CultureInfo.InvariantCulture) / 100 * 1.02m;
            yield return new Property($"within {percent.Groups["percent"].Value} percent of the reference", (query, text) =>
                Reference(query) is not { } wanted ? null : First(text) is { } given && Math.Abs(given - wanted) <= Math.Abs(wanted) * share + 0.0001m);
        }
        else if (Integer().IsMatch(description))
        {
            yield return new Property("the reference as its last number", (query, text) =>
                Reference(query) is not { } wanted ? null : Last(text) is { } given && given == wanted);
        }

        // Of an answer that is a number: what else stands in a text may have zeros and signs.
        if (NoZeros().IsMatch(description))
            yield return new Property("no leading zeros", (_, text) => Bare().IsMatch(text.Trim()) ? !LeadingZero().IsMatch(text) : null);
        if (NoSign().IsMatch(description))
            yield return new Property("no sign", (_, text) => Bare().IsMatch(text.Trim()) ? text.Trim()[0] is not ('+' or '-') : null);
        if (description.Contains("Roman numeral", StringComparison.OrdinalIgnoreCase))
            yield return new Property("a standard Roman numeral", (_, text) => Roman().IsMatch(text.Trim().ToUpperInvariant()) && text.Trim().Length > 0);
    }

    private static decimal? Reference(Query query) => query.References is [var only] && decimal.TryParse(
        only.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value)
        ? value
        : null;

    private static decimal? First(string text) => Numbers().Match(text) is { Success: true } match ? Value(match) : null;

    private static decimal? Last(string text) => Numbers().Matches(text) is { Count: > 0 } all ? Value(all[^1]) : null;

    private static decimal? Value(Match match) => decimal.TryParse(
        match.Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var value)
        ? value
        : null;

    [GeneratedRegex(@"(without|no) (any )?leading zeros?", Linear)]
    private static partial Regex NoZeros();

    [GeneratedRegex(@"\bunsigned\b|(without|no) (a |any )?(plus )?signs?\b", Linear)]
    private static partial Regex NoSign();

    [GeneratedRegex(@"\b0[0-9]", Linear)]
    private static partial Regex LeadingZero();

    [GeneratedRegex(@"^[+-]?[0-9][0-9,.]*$", Linear)]
    private static partial Regex Bare();

    [GeneratedRegex(@"within (?<percent>[0-9]{1,2}(\.[0-9]{1,3})?) ?(percent|%)", Linear)]
    private static partial Regex Percent();

    [GeneratedRegex(@"equals the reference (integer|number)|the (integer|number) of the reference", Linear)]
    private static partial Regex Integer();

    [GeneratedRegex(@"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[+-]?[0-9]+(\.[0-9]+)?|[+-]?\.[0-9]+",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Roman();
}
