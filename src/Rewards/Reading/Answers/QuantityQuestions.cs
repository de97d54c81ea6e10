using System.Text.RegularExpressions;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>Questions for how many or how much, which neither a date nor a place in a row answers.</summary>
internal static partial class QuantityQuestions
{
    // What is asked stands in a prompt of ordinary length.
    private const int LongestPrompt = 8000;

    /// <summary>Whether a prompt asks for a quantity, and for no year.</summary>
    internal static bool Ask(string prompt) => prompt.Length <= LongestPrompt && Quantity().IsMatch(prompt) && !Year().IsMatch(prompt);

    private const RegexOptions Options =
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(
        @"\bhow\s+(many|much|long|far|often|old)\b|\bnumber\s+of\b|\bwie\s?viele?\b|\bcombien\b|\bcu\u00E1nt[oa]s?\b|\bquant[aeio]s?\b|\bhoeveel\b"
        + @"|\b\u0441\u043A\u043E\u043B\u044C\u043A\u043E\b|\u591A\u5C11|\u51E0[\u4E2A\u5929\u4EBA]|\u3044\u304F\u3064",
        Options)]
    private static partial Regex Quantity();

    [GeneratedRegex(
        @"\b(what|which|welche[ms]?|quelle|qu\u00E9|que|che|welk)\s+(year|jahr|ann\u00E9e|a\u00F1o|ano|anno|jaar)\b"
        + @"|\u043A\u0430\u043A\u043E\u043C\s+\u0433\u043E\u0434\u0443|\u54EA\u4E00?\u5E74|\u4F55\u5E74",
        Options)]
    private static partial Regex Year();
}
