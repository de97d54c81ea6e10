using System.Text.RegularExpressions;
using Rlar.Agents.Verifiers.Mathematics.Equivalence;
using Rlar.Agents.Verifiers.Mathematics.Reading;

namespace Rlar.Agents.Verifiers.Mathematics.Extraction;

/// <summary>Finds the value that a sentence ends in: its last formula or number, with all that belongs to it.</summary>
internal static partial class Values
{
    private const int MostWordsBack = 12;

    /// <summary>The value; null where there is none, or the sentence denies it.</summary>
    internal static ExtractedAnswer? Last(string sentence, ExtractionTargets targets, AnswerSource? source = null)
    {
        var formulas = targets.HasFlag(ExtractionTargets.Latex) ? Formulas.In(sentence) : [];
        var words = Words(sentence, formulas);
        for (var last = words.Count - 1; last >= 0; last--)
        {
            var word = words[last];
            if (word.IsFormula && Ornament().IsMatch(sentence[word.Start..word.End]))
                continue;
            if (!word.IsFormula && (!targets.HasFlag(ExtractionTargets.Plain) || !IsNumber(sentence[word.Start..word.End])))
                continue;
            var first = Longest(sentence, words, last);
            var previous = Previous(sentence, words, first);
            var before = sentence.AsSpan(previous, words[first].Start - previous);
            if (Circumstance().IsMatch(before))
                continue; // "8, attained at x = 5" says 8
            if (Denials.Before(before) || Denials.After(sentence.AsSpan(word.End)))
                return null;
            if (!word.IsFormula && IsOneOfSeveral(sentence, words, first, last, before))
                return null;
            var kind = source ?? (word.IsFormula ? AnswerSource.LastFormula : AnswerSource.LastNumber);
            return new ExtractedAnswer(Trimmed(sentence[words[first].Start..word.End]) + Suffixes.Behind(sentence, word.End), kind, true);
        }

        return null;
    }

    // The longest run of words that ends here and reads as one expression: "2 and 3", "3 / 5", "x = 2 or x = 3", "(3, 4)".
    private static int Longest(string sentence, List<(int Start, int End, bool IsFormula)> words, int last)
    {
        var longest = last;
        for (var first = last - 1; first >= Math.Max(0, last - MostWordsBack); first--)
        {
            var text = sentence[words[first].Start..words[last].End];
            if (!StartsExpression(text, words[first].IsFormula))
                continue;
            if (MathReader.Read(Trimmed(text), isProse: true, new Fuel(20_000)) is not null)
                longest = first;
        }

        return longest;
    }

    // An expression begins with a formula, a number, a bracket, a sign, or a letter that is no word.
    private static bool StartsExpression(string text, bool isFormula)
    {
        if (text.StartsWith("negative ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("minus ", StringComparison.OrdinalIgnoreCase))
            return true;
        if (isFormula || char.IsAsciiDigit(text[0]) || text[0] is '(' or '[' or '{' or '-' or '\\' or '.')
            return true;
        return char.IsAsciiLetter(text[0]) && (text.Length == 1 || !char.IsAsciiLetter(text[1])) && text[0] is not ('a' or 'A' or 'I');
    }

    private static int Previous(string sentence, List<(int Start, int End, bool IsFormula)> words, int first)
    {
        for (var i = first - 1; i >= 0; i--)
        {
            if (words[i].IsFormula || IsNumber(sentence[words[i].Start..words[i].End]))
                return words[i].End;
        }

        return 0;
    }

    // Where a sentence has other numbers too, this one must be what something is said to be.
    private static bool IsOneOfSeveral(string sentence, List<(int Start, int End, bool IsFormula)> words, int first, int last, ReadOnlySpan<char> before)
    {
        if (IsStuttered(sentence, words, last))
            return true;
        for (var i = 0; i < words.Count; i++)
        {
            if ((i < first || i > last) && !words[i].IsFormula && IsNumber(sentence[words[i].Start..words[i].End]))
                return !Copula().IsMatch(before);
        }

        return false;
    }

    // "42 42 42 42" is no answer but the wreck of one, or an attempt on the verifier.
    private static bool IsStuttered(string sentence, List<(int Start, int End, bool IsFormula)> words, int last)
    {
        for (var i = last - 1; i >= last - 2; i--)
        {
            if (i < 0 || !sentence.AsSpan(words[i].Start, words[i].End - words[i].Start).SequenceEqual(sentence.AsSpan(words[last].Start, words[last].End - words[last].Start)))
                return false;
        }

        return true;
    }

    // Formulas whole, and between them what white space parts.
    private static List<(int Start, int End, bool IsFormula)> Words(string sentence, List<(int Start, int End)> formulas)
    {
        var words = new List<(int, int, bool)>();
        var next = 0;
        for (var at = 0; at < sentence.Length;)
        {
            if (next < formulas.Count && formulas[next].Start == at)
            {
                words.Add((at, formulas[next].End, true));
                at = formulas[next++].End;
                continue;
            }

            if (char.IsWhiteSpace(sentence[at]) || IsIdeograph(sentence[at]))
            {
                at++;
                continue;
            }

            var end = at;
            var limit = next < formulas.Count ? formulas[next].Start : sentence.Length;
            while (end < limit && !char.IsWhiteSpace(sentence[end]) && !IsIdeograph(sentence[end]))
                end++;
            words.Add((at, end, false));
            at = end;
        }

        return words;
    }

    private static bool IsIdeograph(char c) => c is >= '\u3000' and <= '\u30FF' or >= '\u4E00' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF';

    private static bool IsNumber(string word) => Plain().IsMatch(word.Trim('.', ',', ';', ':', '!', '?', '*', '"', '\'', '`', '_', '(', ')'));

    private static string Trimmed(string text)
    {
        var trimmed = text.TrimEnd('.', ',', ';', ':', '?', '*', '"', '\'', '`', '_').TrimStart('*', '"', '`', '_');
        // m\u00B2 and cm\u00B3 are units that stick to their number
        if (trimmed.Length > 2 && trimmed[^1] is '\u00B2' or '\u00B3' && char.IsAsciiLetter(trimmed[^2]))
            trimmed = trimmed[..^1].TrimEnd(s_unitLetters);
        var (open, close) = (trimmed.Count(c => c == '('), trimmed.Count(c => c == ')'));
        return open == close ? trimmed : open > close ? trimmed.TrimStart('(') : trimmed.TrimEnd(')');
    }

    private static readonly char[] s_unitLetters = ['m', 'c', 'k', 'd', 'f', 't', 'i', 'n'];

    // Digits with what may stand around them: no word with a digit in it is a number.
    [GeneratedRegex(@"\A[-+\u2212]?(\\?\$|[\u20AC\u00A3\u20B9\u00A5]|US\\?\$)?[-+(\[]*(\d|\.\d|[\u221A\u03C0\u00BD])[^a-zA-Z]*([a-zA-Z]{1,3}[\u00B2\u00B3]?|[a-z]+\(\d+\)|[xyznkpi][-+*/^\d()xyznkpi]*|e[-+]?\d+)?(\\?[%$]|[\u20AC\u00A3\u00B0])?\z|\A[-+\d*/.]*sqrt\(\d+\)[-+*/\d.()]*\z|\A[-+(]*[a-zA-Z](\([a-z]\))?=[-+(]*\d[^a-zA-Z]*\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();

    // For what, where and when, and what has a number for a name.
    [GeneratedRegex(@"\b(for|for all|for every|for any|all|any|when|where|whenever|at|with|if|step|section|chapter|page|figure|fig\.?|equation|eq\.?|lemma|theorem|case|problem|question|part|example|table|line|item|see|check|since|because|as|after|before)\s*[\s$\\(]*\z", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Circumstance();

    [GeneratedRegex(@"\A[$\\(\[\s]*\\(blacksquare|square|Box|qed|checkmark)[$\\)\]\s]*\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Ornament();

    [GeneratedRegex(@"(=|:|\u2248|\b(is|are|was|were|be|equals?|equal to|total|total of|sum of|get|gets|got|have|has|had|left|made|makes|earns?|earned|costs?|needs?|needed|takes?|took|paid|pays|spent|spends|so|thus|therefore|approximately|about|only|just|exactly|it['\u2019]s|that['\u2019]s|answer|result|value|remain|remains|gives|yields|becomes|to|sold|sells|number|there|but|or))\s*[\s$\\*]*(a total of\s*)?\z", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Copula();
}
