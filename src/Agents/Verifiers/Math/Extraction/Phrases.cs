using System.Text.RegularExpressions;
using Rlar.Agents.Verifiers.Mathematics.Equivalence;
using Rlar.Agents.Verifiers.Mathematics.Reading;

namespace Rlar.Agents.Verifiers.Mathematics.Extraction;

/// <summary>What follows "the answer is": a sentence that is, begins with or ends in the answer.</summary>
internal static partial class Phrases
{
    private const int LongestSentence = 600;

    /// <summary>The answer; null where the sentence has none, as in "I hope the answer is correct".</summary>
    internal static ExtractedAnswer? Read(string region, ExtractionTargets targets)
    {
        var sentence = Leading().Replace(Sentence(region), "").Trim().Trim('*', '"', '\'', '`', '_').Trim();
        if (sentence.Length == 0)
            return null;
        foreach (var candidate in Beginnings(sentence))
        {
            if (Reads(candidate, targets))
                return AnswerExtraction.Whole(candidate) with { Source = AnswerSource.Phrase };
        }

        if (Segments.Last(sentence, targets) is { } segment)
            return segment with { Source = AnswerSource.Phrase };
        return IsShort(sentence) ? AnswerExtraction.Whole(sentence) with { Source = AnswerSource.Phrase } : null;
    }

    // Words alone are an answer where they are few and say something of their own.
    private static bool IsShort(string sentence) =>
        sentence.Length <= 60 && !Comment().IsMatch(sentence) && sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 6;

    private static bool Reads(string candidate, ExtractionTargets targets)
    {
        var hasLatex = candidate.AsSpan().IndexOfAny('$', '\\') >= 0;
        if (!targets.HasFlag(hasLatex ? ExtractionTargets.Latex : ExtractionTargets.Plain))
            return false;
        var whole = AnswerExtraction.Whole(candidate);
        return MathReader.Read(whole.Text, whole.IsProse, new Fuel(Fuel.Default / 8)) is not null;
    }

    // The sentence, and its beginnings up to each word that goes on to explain.
    private static IEnumerable<string> Beginnings(string sentence)
    {
        yield return sentence;
        foreach (Match stop in Stop().Matches(sentence))
        {
            if (stop.Index > 0 && !IsInFormula(sentence, stop.Index))
                yield return sentence[..stop.Index].TrimEnd(' ', ',', '.', ';', ':', '*', '(');
        }
    }

    private static bool IsInFormula(string sentence, int at) => sentence.AsSpan(0, at).Count('$') % 2 == 1;

    // Up to the end of the sentence or line; a formula on lines of its own goes whole.
    private static string Sentence(string region)
    {
        var start = 0;
        while (start < region.Length && (char.IsWhiteSpace(region[start]) || region[start] is '*' or ':'))
            start++;
        var text = region.AsSpan(start, Math.Min(LongestSentence, region.Length - start));
        var inFormula = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                inFormula = text[i + 1] switch { '(' or '[' => true, ')' or ']' => false, _ => inFormula };
                i++;
            }
            else if (text[i] == '$')
            {
                inFormula = !inFormula;
                if (i + 1 < text.Length && text[i + 1] == '$')
                    i++;
            }
            else if (!inFormula && (text[i] == '\n' || (text[i] is '.' or '!' or '?' && EndsSentence(text, i))))
            {
                return text[..i].ToString();
            }
        }

        return text.ToString();
    }

    private static bool EndsSentence(ReadOnlySpan<char> text, int at)
    {
        if (text[at] == '!' && at > 0 && (char.IsAsciiDigit(text[at - 1]) || text[at - 1] is ')' or '}'))
            return false; // a factorial
        var next = at + 1;
        while (next < text.Length && text[next] is '*' or '"' or ')')
            next++;
        return next >= text.Length || char.IsWhiteSpace(text[next]);
    }

    [GeneratedRegex(@"\A([\s:=*]|(is|are|equals?|equal to|approximately|about|roughly|exactly|simply|just|either|given by|therefore|thus|indeed|clearly|the (number|value|interval|set|equation|fraction|point))\b)+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Leading();

    [GeneratedRegex(@"[\s,;(]+(because|since|which|where|when|as|for|so|but|not|with|if|while|after|at|that|this|on|by|from|obtained|per year|I hope|and (we|this|the|it))\b|\s*[\u2014(]\s*[a-z]{3}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Stop();

    [GeneratedRegex(@"\b(correct|right|wrong|incorrect|good|helpful|clear|sure|above|below|follows|found|given)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
