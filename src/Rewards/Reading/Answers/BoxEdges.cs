using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Denials;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Answers;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// What touches a box and so makes its content a part of something else: a digit, a fraction or a root before it, a digit, decimals or a power
/// behind it, a line through it, another value that it is said to equal, or a denial. A word, a unit, a full stop or a bracket does not.
/// </summary>
internal static partial class BoxEdges
{
    private const int Reach = 60;

    private static readonly LinearPattern s_before = new(TouchesBefore());
    private static readonly LinearPattern s_after = new(TouchesAfter());
    private static readonly LinearPattern s_struck = new(Struck());
    private static readonly LinearPattern s_percent = new(Percent());
    private static readonly LinearPattern s_equalBefore = new(EqualBefore());
    private static readonly LinearPattern s_equalAfter = new(EqualAfter());

    /// <summary>Whether the box is only a part of what is written, or denied.</summary>
    internal static bool Touch(string text, int start, int end, string content)
    {
        var before = text.AsSpan(Math.Max(0, start - Reach), Math.Min(Reach, start));
        var after = text.AsSpan(end, Math.Min(Reach, text.Length - end));
        // Most boxes stand between blanks, dollar signs and a full stop, in a sentence of English.
        var (nearest, next) = (Nearest(before), after.IsEmpty ? ' ' : after[0]);
        if ((char.IsAsciiLetter(nearest) || nearest is ':' or ' ' or ',' or '.') && !before.EndsWith('{') && !IsCommandBefore(before)
            && (after.TrimStart(" $\n*.").IsEmpty
                || (next is ' ' or '\n' or '.' or '$' && after.TrimStart(" $\n.") is [var word, ..] && char.IsAsciiLetter(word))))
            return ForeignDenials.Before(before) || ForeignDenials.After(after);
        return s_before.IsMatch(before) || s_after.IsMatch(after) || s_struck.IsMatch(before)
            || ForeignDenials.Before(before) || ForeignDenials.After(after)
            || (IsWhole(content) && (Contradicts(s_equalBefore.Match(text, Math.Max(0, start - Reach), Math.Min(Reach, start)), content)
                || Contradicts(s_equalAfter.Match(text, end, Math.Min(Reach, text.Length - end)), content)));
    }

    private static char Nearest(ReadOnlySpan<char> before) => before.TrimEnd(" $\n*") is [.., var last] ? last : ' ';

    // x^a, \not, \times
    private static bool IsCommandBefore(ReadOnlySpan<char> before)
    {
        var text = before.TrimEnd(" $\n*");
        var start = text.Length;
        while (start > 0 && char.IsAsciiLetter(text[start - 1]))
            start--;
        return (start > 0 && text[start - 1] is '\\' or '^' or '_') || text is [.., '\\', _] || before.EndsWith("~~") || text.EndsWith("<s>");
    }

    /// <summary>The box's content with the minus sign that touches it and the percent sign behind it.</summary>
    internal static string WithSign(string text, BoxedAnswer box, string content)
    {
        var before = text.AsSpan(0, box.Start);
        if (before.EndsWith('$'))
            before = before[..^1];
        var isMinus = before.EndsWith('-') || before.EndsWith('\u2212');
        isMinus &= before.Length < 2 || char.IsWhiteSpace(before[^2]) || before[^2] is '$' or '=' or '(' or '[';
        var percent = s_percent.Match(text, box.End, Math.Min(Reach, text.Length - box.End));
        return (isMinus ? "-" : "") + content + (percent.Success ? "%" : "");
    }

    private static bool IsWhole(string content) =>
        content.AsSpan().Trim() is { Length: > 0 and < 19 } digits && digits.TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0;

    // "8 = \boxed{7}": two whole numbers that are not the same.
    private static bool Contradicts(Match equal, string content) => equal.Success
        && !equal.Groups["other"].ValueSpan.TrimStart('0').SequenceEqual(content.AsSpan().Trim().TrimStart('0'));

    // what a model may put between a factor and its box within a formula
    private const string Thin = @"(\\[,;:! ]|~)*";

    private const string Factor = @"\\[dt]?frac\s*\{[^{}]*\}\s*\{[^{}]*\}|\\sqrt(\[[^\]]*\])?\s*\{[^{}]*\}|[\^_]\{[^{}]*\}|[\^_][a-z\d]";

    // the box stands in an argument: \frac{2}{\boxed{7}}, \sqrt{\boxed{7}}, x^{\boxed{7}}
    private const string Within = @"\\[dt]?frac\s*(\{[^{}]*\}\s*)?\{|\\sqrt(\[[^\]]*\])?\s*\{|[\^_]\{|\\(lfloor|lceil|lvert|left\s*\|)|\$\s*\|";

    [GeneratedRegex(@"(\d" + Thin + @"|\d\s*\\(,|;|!|cdot|times)\s*|(" + Factor + @")\s*" + Thin + "|(" + Within + @")\s*)\z", PatternOptions.Exact)]
    private static partial Regex TouchesBefore();

    // digits, also behind a blank; decimals; a subscript; a power behind closing brackets; ten thousands
    [GeneratedRegex(
        @"\A(" + Thin + @"[ \u00A0]?\d+([^\d.)\]:]|\.\d|\.?\z|\.\s)|[.,:]\d|\{,\}\d|_|[\s)}\]$]*\^\s*\{?\s*([^\s{\\\u00B0]|\\[^cd])|\s*\\?[\u2030]"
            + @"|[\u767E\u5343\u4E07\u842C\u4EBF\u5104\uCC9C\uB9CC\uC5B5\u00B2\u00B3\u00B9\u2070-\u2079])",
        PatternOptions.Exact)]
    private static partial Regex TouchesAfter();

    // a line through it, or "not" as a command
    [GeneratedRegex(@"(\\(x|b)?cancel\{|\\sout\{|\\st\{|\\not\s*|\\neg\s*|\\lnot\s*|~~\s*\$?|<s>\s*\$?|<del>\s*\$?|\u00AC\s*)\z", PatternOptions.Exact)]
    private static partial Regex Struck();

    [GeneratedRegex(@"\A[\s$]*(\\text\{\s*)?(\\?%|percent\b|per cent\b|pct\b)", PatternOptions.AnyCase)]
    private static partial Regex Percent();

    // "$8 = ", "x = 8 = ": a whole number alone between signs of equality
    [GeneratedRegex(@"(\A|[=$(\[\n])\s*(?<other>-?\d{1,18})\s*=\s*\$?\s*\z", PatternOptions.Exact)]
    private static partial Regex EqualBefore();

    [GeneratedRegex(@"\A[\s$]*=[\s$]*(?<other>-?\d{1,18})\s*(\$|\.?\s*\z|[=,;\n]|\.\s|\\\)|\\\])", PatternOptions.Exact)]
    private static partial Regex EqualAfter();
}
