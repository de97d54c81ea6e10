using System.Buffers;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Answers;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>The number that a completion commits to, or why there is none.</summary>
/// <param name="Value">The number, or null.</param>
/// <param name="Why">What was read, for a person.</param>
internal readonly partial record struct FinalNumber(ExactNumber? Value, string Why)
{
    private static readonly LinearPattern s_item = new(Item());
    private static readonly LinearPattern s_alternative = new(Alternative());
    private static readonly LinearPattern s_ordinal = new(Ordinal());
    private static readonly LinearPattern s_contrast = new(Contrast());
    private static readonly SearchValues<char> s_letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly LinearPattern s_correction = new(Correction());

    /// <summary>Whether it is written as an ordinal: 42nd.</summary>
    internal bool IsOrdinal { get; init; }

    // What is this far after a number is not about it.
    private const int LongestAfterthought = 1000;

    /// <summary>Reads a completion or a reference.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fallsBack">Whether, without a mark, the last number of the text is the answer.</param>
    public static FinalNumber Of(string text, bool fallsBack)
    {
        if (FinalAnswer.Of(text) is not { } answer)
            return new FinalNumber(null, "no answer after the thinking");
        if (!answer.IsMarked && !fallsBack)
            return new FinalNumber(null, "no marked answer");
        if (answer.IsBoxed && BoxedAnswer.Last(text) is { } box)
        {
            // "-\boxed{42}" and "\boxed{42}\%" go on beside the box.
            if (BoxEdges.Touch(text, box.Start, box.End, box.Content))
                return new FinalNumber(null, "the box is a part of the answer");
            answer = new FinalAnswer(BoxEdges.WithSign(text, box, answer.Text), true, true);
        }

        var marked = answer.IsMarked ? answer.Text[(answer.Text.LastIndexOf('=') + 1)..] : answer.Text;
        if (answer.IsMarked)
            marked = Corrected(marked);
        var numbers = NumberReader.All(marked);
        if (numbers.Count == 0)
            return InWords(marked);
        var chosen = answer.IsMarked ? 0 : Last(marked, numbers);
        if (chosen == 1 && !answer.IsMarked && s_item.IsMatch(marked))
            return new FinalNumber(null, "a row of numbers");
        if (IsHedged(marked, numbers, chosen))
            return new FinalNumber(null, "several answers");
        if (IsListed(marked, numbers, chosen, answer.IsMarked))
            return new FinalNumber(null, "a row of numbers");
        var (value, start, end) = numbers[chosen];

        // "42", "42.": most references, and most answers that are marked, have nothing beside them that could make another number of it.
        if (start == 0 && marked.AsSpan(end) is "" or ".")
            return new FinalNumber(value, $"read {marked[start..end]}");
        if (FinalNumberContext.IsDenied(marked, numbers[chosen]))
            return new FinalNumber(null, $"denies {marked[start..end]}");
        var scaled = numbers[chosen] with { End = NumberScales.Scaled(marked, numbers[chosen]).End };
        if (answer.IsMarked && FinalNumberContext.IsPart(marked, scaled, answer.IsBoxed))
            return new FinalNumber(null, $"{marked[start..end]} is a part of the answer");
        if (!answer.IsMarked && marked.Length - end > LongestAfterthought)
            return new FinalNumber(null, "the last number is far from the end");
        if (!answer.IsMarked && IsStuttered(marked, numbers, chosen))
            return new FinalNumber(null, "a number said over and over");
        return Read(marked, numbers[chosen]);
    }

    // Without a mark the last number, but for those that a contrast or a remark in brackets ends on: "42, not 43", "72 (48 in April and 24 in May)".
    private static int Last(string text, IReadOnlyList<FoundNumber> numbers)
    {
        var chosen = numbers.Count - 1;
        if (chosen == 0)
            return 0;
        var sentence = text.LastIndexOf('\n', Math.Max(0, numbers[chosen].Start - 1)) + 1;
        var aside = sentence + Asides.Start(text[sentence..]);
        var before = chosen;
        while (before > 0 && numbers[before].Start > aside)
            before--;
        if (before < chosen && numbers[before].Start >= sentence && numbers[before].End <= aside)
            return before;
        return IsContrasted(text, numbers[chosen - 1], numbers[chosen]) ? chosen - 1 : chosen;
    }

    // "42 apples, not 43", "42 rather than 43": the same sentence says which it is before it says which it is not.
    private static bool IsContrasted(string text, FoundNumber said, FoundNumber denied)
    {
        var between = text.AsSpan(said.End, Math.Max(0, denied.Start - said.End));
        return between.Length <= 60 && s_contrast.IsMatch(between) && text.AsSpan(denied.End).IndexOfAny(s_letters) < 0;
    }

    // The number with the words beside it that make another value of it.
    private static FinalNumber Read(string text, FoundNumber number)
    {
        var (value, to) = NumberScales.Scaled(text, number);
        var scaled = new FoundNumber(value, number.Start, to);
        if (FinalNumberContext.IsChanged(text, scaled))
            return new FinalNumber(null, $"{text[number.Start..number.End]} is a part of the answer");
        value = FinalNumberContext.AfterPoint(text, number, value);
        return FinalNumberContext.IsNegated(text, number) switch
        {
            null => new FinalNumber(null, $"{text[number.Start..number.End]} is subtracted"),
            true => new FinalNumber(value with { Numerator = -value.Numerator }, $"read minus {text[number.Start..to]}"),
            false => new FinalNumber(value, $"read {text[number.Start..to]}")
            {
                IsOrdinal = s_ordinal.IsMatch(text.AsSpan(number.End, Math.Min(3, text.Length - number.End))),
            },
        };
    }

    // "forty-two", where there are no digits.
    private static FinalNumber InWords(string text)
    {
        if (NumberWords.Opening(text) is not { } number)
            return new FinalNumber(null, "no number in the answer");
        var isOneOfSeveral = s_alternative.IsMatch(text.AsSpan(number.End, Math.Min(40, text.Length - number.End)));
        return isOneOfSeveral ? new FinalNumber(null, "several answers")
            : FinalNumberContext.IsDenied(text, number) ? new FinalNumber(null, "a denial")
            : Read(text, number);
    }

    // "42, I mean 43" says 43.
    private static string Corrected(string marked)
    {
        if (marked.AsSpan().IndexOfAny(s_letters) < 0)
            return marked;
        Match? last = null;
        foreach (Match match in s_correction.Matches(marked))
            last = match;
        return last is null ? marked : marked[(last.Index + last.Length)..];
    }

    // "1 2 3 4" counts, and "1 000" is written in a way that says 0 as much as 1: with nothing between, no number is the one.
    private static bool IsListed(string text, IReadOnlyList<FoundNumber> numbers, int chosen, bool isMarked)
    {
        if (isMarked)
            return chosen + 1 < numbers.Count && IsNext(chosen + 1, ofLine: true);
        return chosen > 0 && (IsNext(chosen, ofLine: true) || (chosen > 1 && IsNext(chosen, ofLine: false) && IsNext(chosen - 1, ofLine: false)));

        bool IsNext(int i, bool ofLine)
        {
            var between = text.AsSpan(numbers[i - 1].End, Math.Max(0, numbers[i].Start - numbers[i - 1].End));
            return !numbers[i].Value.HasSameFigure(numbers[i - 1].Value) && between.IsWhiteSpace() && !(ofLine && between.Contains('\n'));
        }
    }

    // "42 42 42" is no answer but the wreck of one, or an attempt on the verifier.
    private static bool IsStuttered(string text, IReadOnlyList<FoundNumber> numbers, int chosen)
    {
        for (var i = chosen; i > chosen - 2; i--)
        {
            if (i < 1 || !numbers[i].Value.HasSameFigure(numbers[i - 1].Value))
                return false;
            if (!text.AsSpan(numbers[i - 1].End, numbers[i].Start - numbers[i - 1].End).IsWhiteSpace())
                return false;
        }

        return true;
    }

    /// <summary>Whether the chosen number is offered beside another one.</summary>
    private static bool IsHedged(string text, IReadOnlyList<FoundNumber> numbers, int chosen)
    {
        for (var i = Math.Max(1, chosen); i <= Math.Min(chosen + 1, numbers.Count - 1); i++)
        {
            var between = text.AsSpan(numbers[i - 1].End, Math.Max(0, numbers[i].Start - numbers[i - 1].End));
            if (!numbers[i].Value.HasSameFigure(numbers[i - 1].Value) && Hedge().IsMatch(between))
                return true;
        }

        return false;
    }

    // the number of an item, and nothing else than another number: "1. 42"
    [GeneratedRegex(@"\A\s*\d{1,3}\s*[.)]\s+[-+$]?[\d.,]+\s*\z", PatternOptions.Exact)]
    private static partial Regex Item();

    [GeneratedRegex(@"\A[\s*$}]*,?\s*(\w{1,12}\s+)?(or|and|to|maybe|perhaps)\b", PatternOptions.AnyCase)]
    private static partial Regex Alternative();

    [GeneratedRegex(@"\b(I mean|I meant|(no,? )?wait|scratch that|correction|make that|make it|oops|sorry|no,? actually|actually)\b", PatternOptions.AnyCase)]
    private static partial Regex Correction();

    [GeneratedRegex(@"\A(st|nd|rd|th)(\W|\z)", PatternOptions.AnyCase)]
    private static partial Regex Ordinal();

    // up to six words of what is counted, then what it is not
    [GeneratedRegex(
        @"\A[\s$*]*(\p{L}+\s+){0,5}(\p{L}+)?\s*"
        + @"(,\s*(and\s+)?(not|rather than|instead of)|and\s+not|rather than|instead of)\s+[*$]*\z", PatternOptions.AnyCase)]
    private static partial Regex Contrast();

    // at most a unit, then what joins two numbers
    [GeneratedRegex(
        @"\A[\s$\\{}]*((\\text\w*\s*\{)?\s*\w{0,12}\s+)?\(?(\\text\w*\s*\{\s*)?"
        + @"(or|and|to|,|;|/|\||-|\u2013)[\s$\\{}]*(or|and|maybe|perhaps)?[\s$\\{}]*\z"
        + @"|\A[^\d]{0,60}\(\s*(or|maybe|perhaps|possibly)\s[^\d]{0,20}\z",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Hedge();
}
