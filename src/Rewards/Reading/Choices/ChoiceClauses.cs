using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Choices;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// Reads an answer that names options by their texts over several clauses: "Paris is the capital. Rome is not.", "not Rome but Paris", "it cannot be Rome,
/// so it is Paris". A clause asserts one option or none; an answer whose clauses assert two chooses the one that speaks of all that is asked, or none.
/// </summary>
internal static partial class ChoiceClauses
{
    private const int Longest = 600;
    private const int Most = 12;
    private static readonly LinearPattern s_border = new(Border());
    private static readonly LinearPattern s_withdrawal = new(Withdrawal());

    /// <summary>The option that the clauses assert; null for none, or more than one.</summary>
    internal static char? Of(string answer, ChoiceTexts texts)
    {
        if (!texts.AreKnown || answer.Length > Longest || s_withdrawal.IsMatch(answer))
            return null;
        var asserted = new List<(char Letter, string Clause)>();
        var (start, count) = (0, 0);
        foreach (var border in s_border.EnumerateMatches(answer))
        {
            Add(answer[start..border.Index]);
            // "not" goes with what it denies.
            start = border.Index + (answer.AsSpan(border.Index, border.Length).TrimEnd().EndsWith("not", StringComparison.OrdinalIgnoreCase)
                ? border.Length - 4 : border.Length);
            if (++count == Most)
                return null;
        }

        if (count == 0)
            return null;
        Add(answer[start..]);
        if (asserted.Select(one => one.Letter).Distinct().Count() == 1)
            return asserted[0].Letter;
        var asked = asserted.Where(one => texts.SpeaksOfAllThatIsAsked(one.Clause)).Select(one => one.Letter).Distinct().ToList();
        return asked is [var only] ? only : null;

        void Add(string clause)
        {
            if (texts.Named(clause) is { } letter)
                asserted.Add((letter, clause));
        }
    }

    // What ends a clause: a sentence's end, a line, a conclusion, a contrast.
    [GeneratedRegex(
        @"[.!;]\s+|\n+|,?\s+(and\s+)?(so|thus|therefore|hence|while|whereas)\s+|,\s+(but\s+)?(and\s+)?not\s|,\s+(but|nor)\s+",
        PatternOptions.AnyCase)]
    private static partial Regex Border();

    [GeneratedRegex(
        @"\b(wait|actually|hmm|no,|maybe|perhaps|possibly|might|could|either|or|unless|if|on\s+second\s+thought|scratch\s+that|i\s+mean)\b|\?",
        PatternOptions.AnyCase)]
    private static partial Regex Withdrawal();
}
