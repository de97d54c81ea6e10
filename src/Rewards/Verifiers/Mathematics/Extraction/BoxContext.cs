using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Denials;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// What stands right before and after a box: a sign that belongs to it, an operation that makes it a part of something, or a denial.
/// </summary>
internal static partial class BoxContext
{
    private static readonly LinearPattern s_minus = new(Minus());
    private static readonly LinearPattern s_part = new(Part());
    private static readonly LinearPattern s_partBehind = new(PartBehind());
    private static readonly LinearPattern s_gluedPart = new(GluedPart());
    private static readonly LinearPattern s_gluedPartBehind = new(GluedPartBehind());
    private static readonly LinearPattern s_other = new(Other());
    private static readonly LinearPattern s_otherBehind = new(OtherBehind());
    private static readonly LinearPattern s_bound = new(Bound());
    private static readonly LinearPattern s_case = new(Case());
    private static readonly LinearPattern s_denied = new(Denied());
    private static readonly LinearPattern s_asking = new(Asking());
    private const int Reach = 60;

    /// <summary>The box's answer with its sign and unit; null where the box is a part of an expression, or denied.</summary>
    internal static string? Read(string text, int start, int end, string content)
    {
        if (BoxEdges.Touch(text, start, end, content) || IsTouchedWithin(content))
            return null;
        var before = text.AsSpan(Math.Max(0, start - Reach), Math.Min(Reach, start));
        var after = text.AsSpan(end, Math.Min(Reach, text.Length - end));
        if (before.EndsWith('>') && before.LastIndexOf('<') is var tag and >= 0)
            before = before[..tag]; // <answer>
        var (isPlainBefore, isPlainAfter) = (IsPlainBefore(before), after.Trim(Closing).IsEmpty);
        if (isPlainBefore && isPlainAfter)
            return content;
        var suffix = isPlainAfter ? "" : Suffixes.Behind(text, end);
        var isPart = IsInFormula(text, start)
            ? s_part.IsMatch(InFormula(before)) || (suffix.Length == 0 && s_partBehind.IsMatch(after))
            : s_gluedPart.IsMatch(before) || (suffix.Length == 0 && s_gluedPartBehind.IsMatch(after));
        if (isPart)
            return null;
        if (s_other.IsMatch(before) || s_otherBehind.IsMatch(after))
            return null;
        if (s_bound.IsMatch(before) || s_denied.IsMatch(before))
            return null;
        if ((ValueDenials.After(after) && !IsGuess(text, start, end)) || ValueDenials.Withdraws(after) || s_case.IsMatch(after))
            return null;
        return (s_minus.IsMatch(before) ? "-" : "") + content + suffix;
    }

    private const string Blank = " \n\r\t,$([*:{\"";
    private const string Closing = " \n\r\t$)*.,]}\"";

    // A word before the box that is none of those that a part, a bound, a denial or a hedge ends in, or nothing at all: "the answer is ".
    private static bool IsPlainBefore(ReadOnlySpan<char> before)
    {
        var text = before.TrimEnd(Blank);
        if (text.IsEmpty || text[^1] is '.' or ';' or '?' or '!')
            return true;
        var start = text.Length;
        while (start > 0 && char.IsAsciiLetter(text[start - 1]))
            start--;
        return start < text.Length && (start == 0 || char.IsWhiteSpace(text[start - 1]) || text[start - 1] is '*' or '(' or '"')
            && !s_lastWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[start..]);
    }

    private static readonly FrozenSet<string> s_lastWords = new[]
    {
        "or", "maybe", "perhaps", "possibly", "even", "alternatively", "least", "most", "than", "to", "between", "minus", "plus", "times",
        "not", "never", "of", "be", "except", "say", "get", "equal",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // "1\boxed{2}" in a box: the inner box is as much a part of something as an outer one.
    private static bool IsTouchedWithin(string content) => BoxedAnswer.Last(content) is { } inner
        && (inner.Start > 0 || inner.End < content.Length) && Read(content, inner.Start, inner.End, inner.Content) is null;

    // "I guess \boxed{7}?" gives an answer, without being sure of it; "is it \boxed{7}?" asks.
    private static bool IsGuess(string text, int start, int end)
    {
        if (text.AsSpan(end).Trim(" \n\r\t$*") is not "?")
            return false;
        var sentence = text.AsSpan(0, start);
        sentence = sentence[(sentence.LastIndexOfAny('\n', '.', '?') + 1)..];
        return sentence.Length <= Reach * 2 && !s_asking.IsMatch(sentence);
    }

    // In prose a dash is a bullet or a pause and a star is emphasis; between dollar signs they are operations.
    private static bool IsInFormula(string text, int at)
    {
        var before = text.AsSpan(0, at);
        if ((before.Count('$') - before.Count("\\$")) % 2 == 1)
            return true;
        return Math.Max(before.LastIndexOf("\\("), before.LastIndexOf("\\[")) > Math.Max(before.LastIndexOf("\\)"), before.LastIndexOf("\\]"));
    }

    // What stands in the box's own formula before it.
    private static ReadOnlySpan<char> InFormula(ReadOnlySpan<char> before)
    {
        var dollar = before.LastIndexOf('$');
        var bracket = Math.Max(before.LastIndexOf("\\("), before.LastIndexOf("\\["));
        return before[Math.Max(dollar + 1, bracket < 0 ? 0 : bracket + 2)..];
    }

    private const string OperatorCommands = @"cdot|times|div|sqrt(\[\d+\])?\{?|frac\{?|pm|mp|log|ln|sin|cos|tan";

    private const string RelatorCommands = @"ne|neq|le|leq|lt|ge|geq|gt|not=";

    private const string RelatorSigns = @"[<>\u2260\u2264\u2265\u00B1]";

    // emphasis, spaces and what opens a formula
    private const string Opening = @"[\s,$\\(\[*:]*";

    [GeneratedRegex(@"(\A|[\s=$(\[])-\$?\z|[=$]\s*-\s*\z", PatternOptions.AnyCase)]
    private static partial Regex Minus();

    // an operation, or a relation that is no equation
    [GeneratedRegex(
        @"([\d)}\]]\s*[-+]|[*/^_]|\\(" + OperatorCommands + "|" + RelatorCommands + ")|"
        + RelatorSigns + @"|\\(le|ge)qslant)\s*[({$]?\s*\z",
        PatternOptions.AnyCase)]
    private static partial Regex Part();

    // an operation or a relation after it, or a letter that stands alone
    [GeneratedRegex(
        @"\A\s*([\^!*/+]|-\s*\d"
        + @"|\\(pi|sqrt|cdot|times|div|frac|pm|le|ge|leq|geq|lt|gt|ne|neq)\b"
        + @"|[a-zA-Z]([^a-zA-Z]|\z)|[<>]\s*[a-z0-9$])",
        PatternOptions.AnyCase)]
    private static partial Regex PartBehind();

    [GeneratedRegex(
        @"[\w)}\]][-+*/^_<>]\z|\d[ \t]+[+/\u00D7\u00B7\u00F7][ \t]*\$?\z|\\(" + OperatorCommands + "|" + RelatorCommands
        + @")\s*[({]?\s*\z|[\w)]\s*" + RelatorSigns + @"\s*\z",
        PatternOptions.AnyCase)]
    private static partial Regex GluedPart();

    [GeneratedRegex(
        @"\A[ \t$]*([+/\u00D7\u00B7\u00F7]|[ \t][*][ \t])[ \t$]*[\d\\(]"
        + @"|\A[ \t]+[-\u2212][ \t]*\d+[.\s]*\z|\A(\^|[/+]\S|\*[^*\s]|-\d|!\S|[a-zA-Z]([^a-zA-Z]|\z))"
        + @"|\A\s*\\(pi|sqrt|cdot|times|div|frac|pm|le|ge|leq|geq|lt|gt|ne|neq)\b|\A\s*[<>]\s*[a-z0-9$]",
        PatternOptions.AnyCase)]
    private static partial Regex GluedPartBehind();

    // "6 or \boxed{5}"
    [GeneratedRegex(
        @"(\d\s*\$?\s*(,\s*)?|[.!?]\s+)(\\text\w*\{\s*)?"
        + @"(or|or maybe|or perhaps|or possibly|or even|alternatively)[\s,$\\(\[]*\z",
        PatternOptions.AnyCase)]
    private static partial Regex Other();

    [GeneratedRegex(
        @"\A[\s$)*]*[,(]?\s*(\\text\w*\{\s*)?(or|o|ou|oder|of|eller|\u0438\u043B\u0438|\u6216\u8005?|\u307E\u305F\u306F)[\s}]+(maybe |perhaps "
            + @"|possibly )?[\s$\\(]*\d", PatternOptions.AnyCase)]
    private static partial Regex OtherBehind();

    [GeneratedRegex(
        @"\b(at least|at most|more than|less than|fewer than|greater than|up to|between|minus|plus|times)[\s$\\(*]*\z",
        PatternOptions.AnyCase)]
    private static partial Regex Bound();

    [GeneratedRegex(
        @"\A[\s*>-]*(is|are|was|could|can|should|would|might|may|does|do|did|will|shall|what if|why|how|isn['\u2019]t|or)\b"
            + @"|\bis it[\s$*]*\z", PatternOptions.AnyCase)]
    private static partial Regex Asking();

    // "\boxed{5} if n is even"
    [GeneratedRegex(@"\A[\s$)*]*(if|when|for (even|odd))\b", PatternOptions.AnyCase)]
    private static partial Regex Case();

    // "not", in Chinese too
    [GeneratedRegex(
        @"(\b(not|never|rather than|instead of|cannot be|except|wouldn't say|would not say|don't get|not be|other than)"
        + @"|n['\u2019]t (be)?|\u4E0D\u662F)" + Opening + "(equal to|say|be)?" + Opening + @"\z",
        PatternOptions.AnyCase)]
    private static partial Regex Denied();
}
