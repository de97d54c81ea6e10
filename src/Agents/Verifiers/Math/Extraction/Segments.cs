using System.Text.RegularExpressions;

namespace Rlar.Agents.Verifiers.Mathematics.Extraction;

/// <summary>The formulas and numbers of a text.</summary>
internal static partial class Segments
{
    /// <summary>The last formula or number, whichever stands later, with what belongs to it; null without one.</summary>
    internal static ExtractedAnswer? Last(string text, ExtractionTargets targets)
    {
        var formula = targets.HasFlag(ExtractionTargets.Latex) ? LastFormula(text) : null;
        var from = formula?.End ?? 0;
        if (targets.HasFlag(ExtractionTargets.Plain) && LastNumber(text, from) is { } number)
            return number;
        return formula?.Answer;
    }

    private static (ExtractedAnswer Answer, int End)? LastFormula(string text)
    {
        var formulas = Formulas.In(text);
        if (formulas.Count == 0)
            return null;
        var (start, end) = formulas[^1];
        // "$5$ or $6$" are one answer, and a wrong one
        for (var i = formulas.Count - 2; i >= 0 && Joiner().IsMatch(text[formulas[i].End..start]); i--)
            start = formulas[i].Start;
        return (new ExtractedAnswer(text[start..end] + Suffixes.Behind(text, end), AnswerSource.LastFormula, true), end);
    }

    // What is said at such length after a number is not about it.
    private const int LongestAfterthought = 1000;

    private static ExtractedAnswer? LastNumber(string text, int from)
    {
        var (start, end) = (-1, -1);
        for (var at = text.Length; at > from;)
        {
            end = at;
            while (end > from && char.IsWhiteSpace(text[end - 1]))
                end--;
            start = end;
            while (start > from && !char.IsWhiteSpace(text[start - 1]))
                start--;
            if (start == end)
                return null;
            var token = text[start..end].Trim('.', ',', ';', ':', '!', '?', '*', '"', '\'', '`', '(', ')');
            if (text.Length - end > LongestAfterthought)
                return null;
            if (Plain().IsMatch(token))
            {
                if (IsStuttered(text, start, token))
                    return null;
                // m\u00B2 and cm\u00B3 are units that stick to their number
                var trimmed = text[start..end].TrimEnd('.', ',', ';', ':', '!', '?', '*', '"', '\'', '`').TrimStart('*', '"', '`');
                if (trimmed[^1] is '\u00B2' or '\u00B3' && char.IsAsciiLetter(trimmed[^2]))
                    trimmed = trimmed[..^1].TrimEnd(s_unitLetters);
                return new ExtractedAnswer(Balanced(trimmed) + Suffixes.Behind(text, end), AnswerSource.LastNumber, true);
            }

            at = start;
        }

        return null;
    }

    // "42 42 42 42" is no answer but the wreck of one, or an attempt on the verifier.
    private static bool IsStuttered(string text, int start, string token) =>
        text.AsSpan(0, start).TrimEnd().EndsWith($"{token} {token}", StringComparison.Ordinal);

    private static readonly char[] s_unitLetters = ['m', 'c', 'k', 'd', 'f', 't', 'i', 'n'];

    private static string Balanced(string token)
    {
        if (token.Count(c => c == '(') == token.Count(c => c == ')'))
            return token;
        return token.Trim('(', ')');
    }

    // Digits with what may stand around them: no word with a digit in it is a number.
    [GeneratedRegex(@"\A[-+\u2212]?(\\?\$|[\u20AC\u00A3])?[-+(\[]*(\d|\.\d|[\u221A\u03C0\u00BD])[^a-zA-Z]*([a-zA-Z]{1,3}[\u00B2\u00B3]?|[a-z]+\(\d+\)|[xyznkpi][-+*/^\d()xyznkpi]*|e[-+]?\d+)?(\\?[%$]|[\u20AC\u00A3\u00B0])?\z|\A[-+\d*/.]*sqrt\(\d+\)[-+*/\d.()]*\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A[\s,]*(and|or)?\s*\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Joiner();
}
