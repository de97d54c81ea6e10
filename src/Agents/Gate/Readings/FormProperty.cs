using System.Buffers;
using System.Text.RegularExpressions;

namespace Rlar.Agents.Gate.Readings;

/// <summary>Forms of a whole answer: one line, capital letters only, small letters only, a whole number, the reference itself.</summary>
internal static partial class FormProperty
{
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private static readonly SearchValues<char> s_figures = SearchValues.Create("0123456789, ");

    /// <summary>The forms that a description asks for.</summary>
    internal static IEnumerable<Property> Read(string description)
    {
        if (OneLine().IsMatch(description))
            yield return new Property("one line", (_, text) => !text.Trim().Contains('\n', StringComparison.Ordinal));
        if (Capitals().IsMatch(description))
            yield return new Property("no small letters", (_, text) => !text.Any(char.IsLower));
        if (Small().IsMatch(description))
            yield return new Property("no capital letters", (_, text) => !text.Any(char.IsUpper));
        if (WholeNumber().IsMatch(description))
            yield return new Property("a whole number", (_, text) => IsInteger(text.Trim()));
        if (EqualsReference().IsMatch(description))
        {
            var comparison = AnyCase().IsMatch(description) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            yield return new Property("the reference", (query, text) =>
                query.References.Count == 0 ? null : query.References.Any(reference => reference.Trim().Equals(text.Trim(), comparison)));
        }
    }

    private static bool IsInteger(string text) =>
        text.AsSpan(text is ['+' or '-' or '−', ..] ? 1 : 0) is { Length: > 0 } digits && !digits.ContainsAnyExcept(s_figures);

    [GeneratedRegex(@"\b(must be|is|on|of) (exactly )?(one|a single) line\b|without (any )?line breaks", Linear)]
    private static partial Regex OneLine();

    [GeneratedRegex(
        "capital letters only|only (in )?(capital|upper[- ]?case)|all (in )?(capitals|caps|upper[- ]?case)|entirely in (capitals|upper[- ]?case)", Linear)]
    private static partial Regex Capitals();

    [GeneratedRegex(@"(small|lower[- ]?case) letters only|only (in )?(small letters|lower[- ]?case)|all (in )?lower[- ]?case|entirely in lower[- ]?case",
        Linear)]
    private static partial Regex Small();

    [GeneratedRegex(@"^(the )?(answer|completion|reply|response|output) (is|must be|should be) (a|one) (whole number|integer)\b", Linear)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^(the )?(answer|completion|reply|response|output) (equals|must equal|must be|is the same as) the reference\b", Linear)]
    private static partial Regex EqualsReference();

    [GeneratedRegex(@"ignoring (the )?case|case[- ]insensitive|any case", Linear)]
    private static partial Regex AnyCase();
}
