using System.Text.RegularExpressions;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>The number that a completion commits to, or why there is none.</summary>
/// <param name="Value">The number, or null.</param>
/// <param name="Why">What was read, for a person.</param>
internal readonly partial record struct FinalNumber(ExactNumber? Value, string Why)
{
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
        var marked = answer.IsMarked ? answer.Text[(answer.Text.LastIndexOf('=') + 1)..] : answer.Text;
        var numbers = NumberReader.All(marked);
        if (numbers.Count == 0)
            return new FinalNumber(null, "no number in the answer");
        var chosen = answer.IsMarked ? 0 : numbers.Count - 1;
        if (IsHedged(marked, numbers, chosen))
            return new FinalNumber(null, "several answers");
        if (IsListed(marked, numbers, chosen, answer.IsMarked))
            return new FinalNumber(null, "a row of numbers");
        var (value, start, end) = numbers[chosen];
        if (FinalNumberContext.IsDenied(marked, numbers[chosen]))
            return new FinalNumber(null, $"denies {marked[start..end]}");
        if (answer.IsMarked && FinalNumberContext.IsPart(marked, numbers[chosen], answer.IsBoxed))
            return new FinalNumber(null, $"{marked[start..end]} is a part of the answer");
        if (!answer.IsMarked && marked.Length - end > LongestAfterthought)
            return new FinalNumber(null, "the last number is far from the end");
        if (!answer.IsMarked && IsStuttered(marked, numbers, chosen))
            return new FinalNumber(null, "a number said over and over");
        var (scaled, to) = FinalNumberContext.Scaled(marked, numbers[chosen]);
        return new FinalNumber(scaled, $"read {marked[start..to]}");
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

    // at most a unit, then what joins two numbers
    [GeneratedRegex(
        @"\A[\s$\\{}]*((\\text\w*\s*\{)?\s*\w{0,12}\s+)?(\\text\w*\s*\{\s*)?"
        + @"(or|and|to|,|;|/|\||-|\u2013)[\s$\\{}]*(or|and|maybe|perhaps)?[\s$\\{}]*\z",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Hedge();
}
