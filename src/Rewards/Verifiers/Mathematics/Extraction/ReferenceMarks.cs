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
        @"answers?|ans|\u043E\u0442\u0432\u0435\u0442|\u0432\u0456\u0434\u043F\u043E\u0432\u0456\u0434\u044C|Antwort|r\u00E9ponse|respuesta|resposta|risposta|antwoord|odpowied\u017A|cevap|svar|v\u00E1lasz|odpov\u011B\u010F"
        + @"|\u0111\u00E1p s\u1ED1|\u0111\u00E1p \u00E1n|\u0909\u0924\u094D\u0924\u0930|\u0627\u0644\u062C\u0648\u0627\u0628|\u0627\u0644\u0625\u062C\u0627\u0628\u0629";

    [GeneratedRegex(
        @"(\A|[\s.!?;)\]}$*\u3002])\**(final\s+)?(" + Names + @")\**\s*[.:\uFF1A]\**|(\u7B54\u6848|\u89E3\u7B54|\u7B54|\u7B54\u3048|\uC815\uB2F5|\uB2F5)\s*[:\uFF1A.]|\u7B54\u6848(\u662F|\u4E3A)",
        PatternOptions.AnyCase)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\A\s*\**(\u2116\s*)?\d{1,3}(\.\d{1,3}){0,3}[.)\u3001\uFF0E]?\**\s*([*(\[]\s*[^)\]]{1,40}[)\]]\s*)?(\p{Lu}\w*|\p{Lo}+)[\s,]+\S+[\s,]+\S", PatternOptions.Exact)]
    private static partial Regex Item();

    [GeneratedRegex(@"\A\s*\**(solution|proof|\u0440\u0435\u0448\u0435\u043D\u0438\u0435|L\u00F6sung|soluci\u00F3n|\u89E3)\**\s*[.:\uFF1A]", PatternOptions.AnyCase)]
    private static partial Regex Solution();
}
