using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Denials;
using Rlar.Rewards.Reading.Patterns;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Reading;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>Finds the value that a sentence ends in: its last formula or number, with all that belongs to it.</summary>
internal static partial class Values
{
    private static readonly LinearPattern s_plain = new(Plain());
    private static readonly LinearPattern s_circumstance = new(Circumstance());
    private static readonly LinearPattern s_place = new(Place());
    private static readonly LinearPattern s_time = new(Time());
    private static readonly LinearPattern s_ornament = new(Ornament());
    private static readonly LinearPattern s_copula = new(Copula());
    private static readonly LinearPattern s_contrast = new(Contrast());

    // Verbs and prepositions, which no value goes across.
    private static readonly FrozenSet<string> s_parting =
        ("is are was were has have had in es hay son est sont ist sind hat haben \u00E9 s\u00E3o \u00E8 sono makes make gives"
            + " give costs cost from with into gets get "
            + "en dans durante").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private const int MostWordsBack = 12;

    private readonly record struct Word(int Start, int End, bool IsFormula)
    {
        internal ReadOnlySpan<char> In(string sentence) => sentence.AsSpan(Start, End - Start);
    }

    /// <summary>The value; null where there is none, or the sentence denies it.</summary>
    internal static ExtractedAnswer? Last(string sentence, ExtractionTargets targets, AnswerSource? source = null)
    {
        var formulas = targets.HasFlag(ExtractionTargets.Latex) ? Formulas.In(sentence) : [];
        var words = Words(sentence, formulas);
        var (limit, qualified) = (Asides.Start(sentence), -1);
        ExtractedAnswer? time = null;
        for (var last = words.Count - 1; last >= 0; last--)
        {
            var word = words[last];
            if (word.Start >= limit)
                continue; // a remark in brackets
            if (word.IsFormula && s_ornament.IsMatch(sentence.AsSpan(word.Start..word.End)))
                continue;
            if (!word.IsFormula && (!targets.HasFlag(ExtractionTargets.Plain) || !IsNumber(sentence[word.Start..word.End])))
                continue;
            if (!word.IsFormula && Dates.YearAt(sentence, word.Start, word.End) is { } year)
                return new ExtractedAnswer(year, source ?? AnswerSource.LastNumber, true) { IsYear = true };
            var first = Longest(sentence, words, last);
            var previous = Previous(sentence, words, first);
            var before = sentence.AsSpan(previous, words[first].Start - previous);
            if (s_circumstance.IsMatch(before))
            {
                // "8, attained at x = 5" says 8
                qualified = Math.Max(qualified, word.End);
                time ??= TimeAt(sentence, word, source);
                continue;
            }

            if (ForeignMarks.Deny(before) || ForeignMarks.TakeBack(sentence.AsSpan(word.End)))
                return null;
            if (previous > 0 && s_contrast.IsMatch(before) && sentence.AsSpan(word.End).TrimEnd(" .!*$").IsEmpty)
                continue; // "52, not 72" says 52
            if (ValueDenials.Before(before) || ValueDenials.After(sentence.AsSpan(word.End)))
                return null;
            if (!word.IsFormula && IsOneOfSeveral(sentence, words, first, last, before))
            {
                if (!IsPlace(before))
                    return null;
                continue;
            }

            var kind = source ?? (word.IsFormula ? AnswerSource.LastFormula : AnswerSource.LastNumber);
            if (word.IsFormula && qualified > word.End && Qualified(sentence[words[first].Start..qualified], kind) is { } limited)
                return limited;
            return new ExtractedAnswer(Trimmed(sentence[words[first].Start..word.End]) + Suffixes.Behind(sentence, word.End), kind, true);
        }

        return time;
    }

    // "x^2 + C, where C = 0" is no more than that.
    private static ExtractedAnswer? Qualified(string text, AnswerSource kind) =>
        MathReader.Read(text, isProse: true, new Fuel(20_000)) is MathNode.Qualified ? new ExtractedAnswer(text, kind, true) : null;

    // "there are 21 days in 3 weeks" says 21; "results in 3" says 3
    private static bool IsPlace(ReadOnlySpan<char> before) =>
        s_place.Match(before.ToString()) is { Success: true, ValueSpan: var said } && !said.StartsWith("result", StringComparison.OrdinalIgnoreCase);

    // "they meet at 10:30"
    private static ExtractedAnswer? TimeAt(string sentence, Word word, AnswerSource? source)
    {
        var text = Trimmed(sentence[word.Start..word.End]);
        return s_time.IsMatch(text) ? new ExtractedAnswer(text, source ?? AnswerSource.LastNumber, true) : null;
    }

    // The longest run of words that ends here and reads as one expression: "2 and 3", "3 / 5", "x = 2 or x = 3", "(3, 4)".
    private static int Longest(string sentence, List<Word> words, int last)
    {
        var longest = last;
        for (var first = last - 1; first >= Math.Max(0, last - MostWordsBack); first--)
        {
            if (!words[first].IsFormula && s_parting.GetAlternateLookup<ReadOnlySpan<char>>().Contains(words[first].In(sentence)))
                break; // "4 weeks have 28"
            var text = sentence[words[first].Start..words[last].End];
            if (!StartsExpression(text, words[first].IsFormula))
                continue;
            if (MathReader.Read(Trimmed(text), isProse: true, new Fuel(20_000), takesText: false) is not null)
                longest = first;
        }

        return longest;
    }

    // An expression begins with a formula, a number, a bracket, a sign, or a letter that is no word.
    private static bool StartsExpression(string text, bool isFormula)
    {
        if (text.StartsWith("negative ", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("minus ", StringComparison.OrdinalIgnoreCase))
            return true;
        if (isFormula || char.IsAsciiDigit(text[0]) || text[0] is '(' or '[' or '{' or '-' or '\\' or '.')
            return true;
        return char.IsAsciiLetter(text[0]) && !(text.Length > 2 && text[1] == ' ' && char.IsAsciiLetter(text[2]))
            && (text.Length == 1 || !char.IsAsciiLetter(text[1])) && text[0] is not ('a' or 'A' or 'I');
    }

    private static int Previous(string sentence, List<Word> words, int first)
    {
        for (var i = first - 1; i >= 0; i--)
        {
            if (words[i].IsFormula || IsNumber(sentence[words[i].Start..words[i].End]))
                return words[i].End;
        }

        return 0;
    }

    // Where a sentence has other numbers too, this one must be what something is said to be.
    private static bool IsOneOfSeveral(string sentence, List<Word> words, int first, int last, ReadOnlySpan<char> before)
    {
        if (IsStuttered(sentence, words, last))
            return true;
        for (var i = 0; i < words.Count; i++)
        {
            if ((i < first || i > last) && !words[i].IsFormula && IsNumber(sentence[words[i].Start..words[i].End]))
                return !s_copula.IsMatch(before);
        }

        return false;
    }

    // "42 42 42 42" is no answer but the wreck of one, or an attempt on the verifier.
    private static bool IsStuttered(string sentence, List<Word> words, int last)
    {
        for (var i = last - 1; i >= last - 2; i--)
        {
            if (i < 0 || !words[i].In(sentence).SequenceEqual(words[last].In(sentence)))
                return false;
        }

        return true;
    }

    // Formulas whole, and between them what white space parts.
    private static List<Word> Words(string sentence, List<(int Start, int End)> formulas)
    {
        var words = new List<Word>();
        var next = 0;
        for (var at = 0; at < sentence.Length;)
        {
            if (next < formulas.Count && formulas[next].Start == at)
            {
                words.Add(new Word(at, formulas[next].End, true));
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
            words.Add(new Word(at, end, false));
            at = end;
        }

        return words;
    }

    // Chinese, Japanese and Korean, which leave no space between a word and a number.
    private static bool IsIdeograph(char c) =>
        c is (>= '\u3000' and <= '\u30FF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF');

    private static bool IsNumber(string word) =>
        s_plain.IsMatch(word.Trim('.', ',', ';', ':', '!', '?', '*', '"', '\'', '`', '_', '(', ')'));

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

    private const string Currency = @"(\\?\$|[\u20AC\u00A3\u20B9\u00A5]|US\\?\$)?";

    // digits, or the root, pi and half of typographers
    private const string Digits = @"(\d|\.\d|[\u221A\u03C0\u00BD])[^a-zA-Z]*";

    // a unit, a function's value, a polynomial, an exponent
    private const string Tail = @"([a-zA-Z]{1,3}[\u00B2\u00B3]?|[a-z]+\(\d+\)|[xyznkpi][-+*/^\d()xyznkpi]*|e[-+]?\d+)?";

    private const string Percent = @"(\\?[%$]|[\u20AC\u00A3\u00B0])?";

    private const string PlainRoot = @"\A[-+\d*/.]*sqrt\(\d+\)[-+*/\d.()]*\z";

    // x=5, f(x)=5
    private const string Assignment = @"\A[-+(]*[a-zA-Z](\([a-z]\))?=[-+(]*\d[^a-zA-Z]*\z";

    // before a number that says for what, where and when
    private const string Circumstances =
        @"for|for all|for every|for any|all|any|when|where|whenever|at|with|if|since|because|as|after|before";

    // what has a number for a name
    private const string Numbered =
        @"step|section|chapter|page|figure|fig\.?|equation|eq\.?|lemma|theorem|case|problem|question|part"
        + "|example|table|line|item|see|check";

    private const string Being =
        @"is|are|was|were|be|equals?|equal to|total|total of|sum of|get|gets|got|have|has|had|left|made|makes|it['\u2019]s|that['\u2019]s";

    // what problems in words end on: "she earns 5"
    private const string Money = @"earns?|earned|costs?|needs?|needed|takes?|took|paid|pays|spent|spends|sold|sells";

    private const string Concluding =
        @"so|thus|therefore|approximately|about|only|just|exactly|answer|result|value|remain|remains|gives|yields|becomes|to"
        + "|number|there|but|or|results? in|resulting in";

    // what problems in other languages end on
    private const string Foreign =
        @"ist|sind|beträgt|betragen|kostet|kosten|ergibt|macht|hat|haben|bleiben"
        + @"|est|sont|vaut|coûte|coûtent|fait|font|es|son|cuesta|cuestan|hay|tiene"
        + @"|tienen|queda|quedan|é|são|custa|custam|há|tem|è|sono|costa|costano|ci sono|bedraagt|kost|zijn|это|равно|равна|равен|равны|составляет|составит"
        + @"|получится|получаем|стоит|осталось|будет|всего|wynosi|kosztuje";

    // no blanks part words and numbers here
    private const string Unspaced = @"[は有是为為共剩得需要付花]|全部で|合計で|全部";

    // Digits with what may stand around them: no word with a digit in it is a number.
    [GeneratedRegex(
        @"\A[-+\u2212]?" + Currency + @"[-+(\[]*" + Digits + Tail + Percent + @"\z|" + PlainRoot + "|" + Assignment,
        PatternOptions.Exact)]
    private static partial Regex Plain();

    // "for some real constant", "where the parameter"
    private const string Letters = @"(for|where|with|when|given)(\s+(" + OfLetters + @")){1,5}";

    private const string OfLetters = @"some|any|all|every|each|an?|the|arbitrary|fixed|real|integers?|rational|complex|natural|positive|negative|nonzero"
        + @"|non-zero|whole|constants?|numbers?|parameters?|values?|of";

    private const string Dividing = @"when divided by|divided by|modulo|mod";

    [GeneratedRegex(@"\b(" + Circumstances + "|" + Numbered + "|" + Letters + "|" + Dividing + @")\s*[\s$\\(]*\z", PatternOptions.AnyCase)]
    private static partial Regex Circumstance();

    [GeneratedRegex(@"[^\W\d]{2,}\s+(in|en|within|per|dans|em|nelle|durante)\s+\z", PatternOptions.AnyCase)]
    private static partial Regex Place();

    [GeneratedRegex(
        @"\A[^\d]{0,40}(,\s*(and\s+)?(not|rather than|instead of)|\b(and\s+not|rather than|instead of))[\s$\\(*]*\z", PatternOptions.AnyCase)]
    private static partial Regex Contrast();

    [GeneratedRegex(@"\A\d{1,2}:[0-5]\d\z", PatternOptions.Exact)]
    private static partial Regex Time();

    [GeneratedRegex(@"\A[$\\(\[\s]*\\(blacksquare|square|Box|qed|checkmark)[$\\)\]\s]*\z", PatternOptions.Exact)]
    private static partial Regex Ornament();

    [GeneratedRegex(
        @"(=|[:\uFF1A]|\u2248|\u2014|" + Unspaced + @"|\b(" + Being + "|" + Money + "|" + Concluding + "|" + Foreign + @"))\s*[\s$\\*]*(a total of\s*)?\z",
        PatternOptions.AnyCase)]
    private static partial Regex Copula();
}
