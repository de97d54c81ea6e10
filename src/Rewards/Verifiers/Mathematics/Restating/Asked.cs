using System.Text.RegularExpressions;

namespace Rlar.Rewards.Verifiers.Mathematics.Restating;

/// <summary>A prompt, read when the first answer needs it: most do not.</summary>
internal sealed partial class Asked(string prompt)
{
    private const int LongestPrompt = 8000;

    private readonly Lazy<PromptMathematics?> _prompt = new(() => PromptMathematics.Of(prompt));

    internal Asked(Query query)
        : this(query.Question)
    {
    }

    /// <summary>What it gives and asks for; null where it is empty.</summary>
    internal PromptMathematics? Prompt => _prompt.Value;

    /// <summary>Whether the year of a date may be what it asks for: "how many" does not, unless of a year.</summary>
    internal bool MayAskYear => prompt.Length > LongestPrompt || !Quantity().IsMatch(prompt) || Year().IsMatch(prompt);

    [GeneratedRegex(
        @"\bhow\s+(many|much|long|far|often|old)\b|\bnumber\s+of\b|\bwie\s?viele?\b|\bcombien\b|\bcu\u00E1nt[oa]s?\b|\bquant[aeio]s?\b|\b\u0441\u043A\u043E\u043B\u044C\u043A\u043E\b|\bhoeveel\b"
        + @"|\u591A\u5C11|\u51E0[\u4E2A\u5929\u4EBA]|\u3044\u304F\u3064",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Quantity();

    [GeneratedRegex(
        @"\b(what|which|welche[ms]?|quelle|qu\u00E9|que|che|welk)\s+(year|jahr|ann\u00E9e|a\u00F1o|ano|anno|jaar)\b|\u043A\u0430\u043A\u043E\u043C\s+\u0433\u043E\u0434\u0443|\u54EA\u4E00?\u5E74|\u4F55\u5E74",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Year();
}
