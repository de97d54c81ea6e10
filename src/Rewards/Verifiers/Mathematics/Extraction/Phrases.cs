using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Denials;
using Rlar.Rewards.Reading.Patterns;
using Rlar.Rewards.Verifiers.Mathematics.Reading;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>What follows "the answer is": a sentence that is, begins with or ends in the answer.</summary>
internal static partial class Phrases
{
    private static readonly LinearPattern s_leading = new(Leading());
    private static readonly LinearPattern s_participle = new(Participle());
    private static readonly LinearPattern s_stop = new(Stop());
    private static readonly LinearPattern s_joiner = new(Joiner());
    private static readonly LinearPattern s_comment = new(Comment());
    /// <summary>The answer; null where the sentence has none, as in "I hope the answer is correct".</summary>
    internal static ExtractedAnswer? Read(string region, ExtractionTargets targets)
    {
        if (targets.HasFlag(ExtractionTargets.Plain) && WholeNumber.Of(region.AsSpan().Trim()) is not null)
            return new ExtractedAnswer(region.Trim(), AnswerSource.Phrase, true);
        var sentence = s_leading.Replace(region, "").Trim().Trim('*', '"', '\'', '`', '_').Trim();
        if (sentence.EndsWith('}') && !sentence.Contains('{', StringComparison.Ordinal))
            sentence = sentence.TrimEnd('}', '"', ' '); // the end of an object of JSON
        if (sentence.Length == 0 || s_participle.IsMatch(sentence))
            return null;
        foreach (var (beginning, rest) in Beginnings(sentence))
        {
            if (!Reads(beginning, targets))
                continue;
            // A hedge is the sentence's answer, and a wrong one: no other is looked for. What is refuted is no answer.
            return ValueDenials.Hedges(rest) ? Stated(sentence) : ValueDenials.After(rest) ? null : Stated(beginning);
        }

        if (Values.Last(sentence, targets, AnswerSource.Phrase) is { } value)
            return value;
        return IsShort(sentence) ? Stated(sentence) : null;
    }

    /// <summary>Whether a text is an answer and nothing else.</summary>
    internal static bool Reads(string candidate, ExtractionTargets targets)
    {
        var hasLatex = candidate.AsSpan().IndexOfAny('$', '\\') >= 0;
        if (!targets.HasFlag(hasLatex ? ExtractionTargets.Latex : ExtractionTargets.Plain))
            return false;
        var whole = AnswerExtraction.Whole(candidate);
        return MathReader.Read(whole.Text, whole.IsProse, new Fuel(Fuel.Default / 8)) is not null;
    }

    private static ExtractedAnswer Stated(string text) => AnswerExtraction.Whole(text) with { Source = AnswerSource.Phrase };

    // Words alone are an answer where they are few and say something of their own.
    private static bool IsShort(string sentence) =>
        sentence.Length <= 60 && !s_comment.IsMatch(sentence) && sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 6
        && sentence.AsSpan().IndexOfAnyInRange('0', '9') < 0;

    // The sentence, and its beginnings up to each word or sign that goes on to explain.
    private static IEnumerable<(string Beginning, string Remainder)> Beginnings(string sentence)
    {
        yield return (sentence, "");
        foreach (Match stop in s_stop.Matches(sentence))
        {
            if (stop.Index > 0 && !IsInFormula(sentence, stop.Index))
                yield return (sentence[..stop.Index].TrimEnd(' ', ',', '.', ';', ':', '*', '(', '-'), sentence[stop.Index..]);
        }

        if (LeadingFormulas(sentence) is { Length: > 0 } formulas)
            yield return (formulas, sentence[Math.Min(formulas.Length, sentence.Length)..]);
    }

    private static string LeadingFormulas(string sentence)
    {
        var formulas = Formulas.In(sentence);
        if (formulas.Count == 0 || formulas[0].Start != 0)
            return "";
        var end = formulas[0].End;
        for (var i = 1; i < formulas.Count && s_joiner.IsMatch(sentence.AsSpan(end..formulas[i].Start)); i++)
            end = formulas[i].End;
        return sentence[..end] + Suffixes.Behind(sentence, end);
    }

    private static bool IsInFormula(string sentence, int at)
    {
        var opened = sentence.LastIndexOf("\\(", at, StringComparison.Ordinal);
        var closed = sentence.LastIndexOf("\\)", at, StringComparison.Ordinal);
        return sentence.AsSpan(0, at).Count('$') % 2 == 1 || opened > closed;
    }

    // what may stand between "the answer" and the answer
    private const string LeadingWords =
        @"is|are|equals?|equal to|approximately|about|roughly|exactly|simply|just|either|given by"
        + @"|therefore|thus|indeed|clearly|then|now|of|-\s+|the (number|value|interval|set|equation|fraction|point)";

    private const string HowItWasFound =
        @"found|obtained|verified|checked|confirmed|consistent|unique|correct|right|wrong|incorrect|computed|calculated|determined|derived"
        + @"|based|valid|reasonable|independent|always|above|below|shown|given in|clear|known|the same";

    private const string Explaining =
        @"because|since|which|where|when|as|for|so|but|not|rather|instead|and not|and|out|in|under|via|given|with|if|while|after|at"
        + @"|that|this|on|by|from|obtained|per|or|unless|otherwise|using|i\.e\.|e\.g\.|approximately|about|I hope"
        + @"|and (we|this|the|it)|valid|namely|meaning";

    // dashes, a remark in brackets, a colon, "about equal", the end of a sentence
    private const string ExplainingSigns =
        @"\s*[\u2014\u2013]|\s+--?\s|\s*\(\s*[a-zA-Z\u2248]{2}|\s*\(\s*\d+\s*[a-z]|:\s|\s\u2248|[.;]\s";

    [GeneratedRegex(@"\A([\s:=*]|(" + LeadingWords + @")\b)+", PatternOptions.AnyCase)]
    private static partial Regex Leading();

    // "The answer is found by ..." tells how, not what.
    [GeneratedRegex(@"\A(" + HowItWasFound + @")\b", PatternOptions.AnyCase)]
    private static partial Regex Participle();

    [GeneratedRegex(@"[\s,;(]+(" + Explaining + @")\b|" + ExplainingSigns, PatternOptions.Exact)]
    private static partial Regex Stop();

    [GeneratedRegex(@"\A[\s,]*(and|or)?\s*\z", PatternOptions.Exact)]
    private static partial Regex Joiner();

    [GeneratedRegex(@"\b(correct|right|wrong|incorrect|good|helpful|clear|sure|above|below|follows|found|given)\b", PatternOptions.AnyCase)]
    private static partial Regex Comment();
}
