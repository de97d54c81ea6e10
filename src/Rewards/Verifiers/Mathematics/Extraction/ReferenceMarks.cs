using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// A reference that is a solution in prose, as collections of problems print them: "9. Mira must climb one floor ... Answer. 5 times." Its
/// answer stands behind its mark, and its item number is none.
/// </summary>
internal static partial class ReferenceMarks
{
    private const int LongestAnswer = 400;

    private static readonly LinearPattern s_mark = new(Mark());
    private static readonly LinearPattern s_item = new(Item());
    private static readonly LinearPattern s_solution = new(Solution());

    /// <summary>What stands behind the last mark, to the end of its sentence; null where there is no mark.</summary>
    internal static string? Answer(string reference)
    {
        Match? last = null;
        foreach (Match match in s_mark.Matches(reference))
            last = match;
        if (last is null)
            return null;
        var (start, end) = FormulaSentences.From(reference, last.Index + last.Length, LongestAnswer);
        return start >= end ? null : reference[start..end].Trim(' ', '*', '.', '\u3002');
    }

    /// <summary>Whether it opens with an item's number before a sentence, or with the word "solution".</summary>
    internal static bool IsItem(string reference) => s_item.IsMatch(reference) || s_solution.IsMatch(reference);

    private const string Names =
        @"answers?|ans|ответ|відповідь|Antwort|réponse|respuesta|resposta|risposta|antwoord|odpowiedź|cevap|svar|válasz|odpověď"
        + @"|đáp số|đáp án|उत्तर|الجواب|الإجابة";

    [GeneratedRegex(
        @"(\A|[\s.!?;)\]}$*\u3002])\**(final\s+)?(" + Names + @")\**\s*[.:\uFF1A]\**|(答案|解答|答|答え|정답|답)\s*[:\uFF1A.]|答案(是|为)",
        PatternOptions.AnyCase)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\A\s*\**(\u2116\s*)?\d{1,3}(\.\d{1,3}){0,3}[.)\u3001\uFF0E]?\**\s*([*(\[]\s*[^)\]]{1,40}[)\]]\s*)?(\p{Lu}\w*"
    + @"|\p{Lo}+)[\s,]+\S+[\s,]+\S", PatternOptions.Exact)]
    private static partial Regex Item();

    [GeneratedRegex(@"\A\s*\**(solution|proof|решение|Lösung|solución|解)\**\s*[.:\uFF1A]", PatternOptions.AnyCase)]
    private static partial Regex Solution();
}
