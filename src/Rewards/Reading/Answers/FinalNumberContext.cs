using System.Numerics;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Denials;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Answers;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>What the text around a number makes of it: a denial, a part of an expression or a bound, or thousands and millions.</summary>
internal static partial class FinalNumberContext
{
    private static readonly LinearPattern s_degrees = new(Degrees());
    private static readonly LinearPattern s_operatorBefore = new(OperatorBefore());
    private static readonly LinearPattern s_operatorAfter = new(OperatorAfter());
    private static readonly LinearPattern s_boxedBefore = new(BoxedBefore());
    private static readonly LinearPattern s_boxedAfter = new(BoxedAfter());
    private static readonly LinearPattern s_command = new(Command());
    private static readonly LinearPattern s_nextCommand = new(NextCommand());
    // Nothing further away is about the number.
    private const int Window = 80;

    private static readonly HashSet<string> s_plainCommands =
    [
        "text", "textbf", "textit", "textrm", "textsf", "texttt", "mathrm", "mathbf", "mathit", "mathsf", "mbox", "hbox", "rm", "bf", "boldsymbol",
        "operatorname", "underline", "color", "displaystyle", "left", "right", "big", "Big", "boxed", "fbox", "circ", "degree", "quad", "qquad", "approx",
        "pounds", "euro", "textdollar", "cent", "therefore", "implies", "Rightarrow", "rightarrow", "to", "dots", "ldots",
    ];

    /// <summary>Whether the text says that it is not this number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    public static bool IsDenied(string text, FoundNumber number) =>
        NumberDenials.Deny(Before(text, number), After(text, number));

    /// <summary>Whether the number is an operand, a bound or an exponent's base, and not the answer itself.</summary>
    /// <param name="text">The marked answer.</param>
    /// <param name="number">The number.</param>
    /// <param name="isBoxed">Whether it stands in a box, where what is not known to be a unit or a word is mathematics.</param>
    public static bool IsPart(string text, FoundNumber number, bool isBoxed)
    {
        var (before, after) = (Before(text, number), After(text, number));
        if (s_degrees.Match(after) is { Success: true } degrees)
            after = after[degrees.Length..];
        if (s_operatorBefore.IsMatch(before) || s_operatorAfter.IsMatch(after))
            return true;
        if (!isBoxed)
            return false;
        return s_boxedBefore.IsMatch(before) || s_boxedAfter.IsMatch(after)
            || s_command.Matches(before).Any(command => !s_plainCommands.Contains(command.Groups["name"].Value))
            || (s_nextCommand.Match(after) is { Success: true } next && !s_plainCommands.Contains(next.Groups["name"].Value));
    }

    /// <summary>Whether words or marks beside it make another value of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number, up to the end of what scales it.</param>
    public static bool IsChanged(string text, FoundNumber number)
    {
        var after = After(text, number);
        if (s_degrees.Match(after) is { Success: true } degrees)
            after = after[degrees.Length..];
        return NumberModifiers.Change(WithoutTag(Before(text, number)), after);
    }

    /// <summary>Whether a word before it makes it negative; null where it is subtracted from another.</summary>
    public static bool? IsNegated(string text, FoundNumber number) => NumberModifiers.IsNegated(Before(text, number));

    /// <summary>The number as decimals, where words before it say so: "zero point 42" is 0.42.</summary>
    public static ExactNumber AfterPoint(string text, FoundNumber number, ExactNumber value)
    {
        var digits = text.AsSpan(number.Start, number.End - number.Start);
        return digits.Length <= 40 && digits.IndexOfAnyExceptInRange('0', '9') < 0 && NumberModifiers.AreDecimals(Before(text, number))
            ? value with { Denominator = value.Denominator * BigInteger.Pow(10, digits.Length) }
            : value;
    }

    // <b>42</b> is no comparison.
    private static string WithoutTag(string before) =>
        before.EndsWith('>') && before.LastIndexOf('<') is var tag and >= 0 && tag + 1 < before.Length
            && (char.IsAsciiLetter(before[tag + 1]) || before[tag + 1] == '/')
            ? before[..tag]
            : before;

    private static string Before(string text, FoundNumber number) => text[Math.Max(0, number.Start - Window)..number.Start];

    private static string After(string text, FoundNumber number) => text[number.End..Math.Min(text.Length, number.End + Window)];

    [GeneratedRegex(@"\A\s*\$?\s*\^\s*\{?\s*(\\circ|\u00B0|\\degree)\s*\}?", PatternOptions.Exact)]
    private static partial Regex Degrees();

    // "x+", "9 * ", "\sqrt{", "log ", "x > ", "at least "
    [GeneratedRegex(
        @"([\p{L}\d)}\]]\s*[+/^]\s*|[\p{L}\d)}\]]\*|[\p{L}\d)}\]]\s+\*\s+|\b[A-Za-z][-\u2212\u2013]|[\u2264\u2265\u221A\u00D7^_<>]=?[\s{]*"
        + @"|\\(sqrt|log|ln|lg|sin|cos|tan|exp|times|cdot|div|pm|leq?|geq?|leqslant|geqslant|lt|gt|neq?)(\[[^\]]*\])?[\s{($]*"
        + @"|\b(sqrt|log|ln|sin|cos|tan|exp|([Aa]t\s+(least|most))|([Mm]ore|[Ll]ess|[Ff]ewer|[Gg]reater|[Ll]arger|[Ss]maller)\s+than"
        + @"|[Oo]ver|[Uu]nder|[Aa]bove|[Bb]elow|[Uu]p\s+to)[\s$*({\\}]*)\z",
        PatternOptions.Exact)]
    private static partial Regex OperatorBefore();

    // "^2", "\times 10", "x", "* 2", "to the power of"
    [GeneratedRegex(
        @"\A([\s$)}\]]|\\[,;:!\s])*(\^|[\u00D7\u00B7\u00F7\u221A\u03C0\u2264\u2265\u221E]"
        + @"|\\(times|cdot|div|pm|pi|sqrt|log|ln|sin|cos|tan|d?frac|leq?|geq?|lt|gt|infty)([^A-Za-z]|\z))"
        + @"|\A\s*[*+/]\s*[(\d\\]|\A\s*[+/]\s*[a-cnx-z](\W|\z)|\A\s*[<>]\s*\d|\A\s+[<>]\s|\A!\s*\$"
        + @"|\A([abijknq-ru-z]|[abcnxyz]{2,3})([^\p{L}]|\z)|\A\s+[xX]\s*\d"
        + @"|\A\s*(to\s+the\s+(\w+\s+)?power|factorial)\b|\A\s*(squared|cubed)[.,;!]?\s*\z",
        PatternOptions.Exact)]
    private static partial Regex OperatorAfter();

    // "x - ", "f(", "x_{": in a box a letter alone is a variable
    [GeneratedRegex(@"[\p{L}\d)}\]]\s*[-\u2212\u2013]\s*\z|(\A|[^\p{L}\\])\p{L}\s*[({]?\s*\z|[_^]\s*\{?\s*\z", PatternOptions.Exact)]
    private static partial Regex BoxedBefore();

    [GeneratedRegex(
        @"\A([\s)}]|\\[,;:!\s])*([!+_<>]|[-\u2212\u2013]\s*([\\\d(]|\p{L}([^\p{L}]|\z))|\*\s*[\w(\\])|\A\(|\A\s+[b-cn-rt-z]([^\p{L}]|\z)"
        + @"|\A[a-cefi-kn-rt-z]([^\p{L}]|\z)|\A\s*,\s*\p{L}([^\p{L}]|\z)",
        PatternOptions.Exact)]
    private static partial Regex BoxedAfter();

    [GeneratedRegex(@"\\(?<name>[A-Za-z]+)", PatternOptions.Exact)]
    private static partial Regex Command();

    [GeneratedRegex(@"\A([\s)}.]|\\[,;:!\s])*\\(?<name>[A-Za-z]+)", PatternOptions.Exact)]
    private static partial Regex NextCommand();
}
