namespace Rlar.Agents.Verifiers.Answers;

/// <summary>Tells the answer of a reasoning model from its thinking.</summary>
public static class ThinkingSection
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    /// <summary>
    /// What follows the last <c>&lt;/think&gt;</c>; the whole text where there is no thinking; null where the thinking was never closed or
    /// nothing follows it: an answer inside the thinking is no answer.
    /// </summary>
    /// <param name="text">The completion.</param>
    public static string? Answer(string text)
    {
        var close = text.LastIndexOf(Close, StringComparison.Ordinal);
        var open = text.LastIndexOf(Open, StringComparison.Ordinal);
        if (open > close)
            return null;
        if (close < 0)
            return text;
        var answer = text[(close + Close.Length)..];
        return string.IsNullOrWhiteSpace(answer) ? null : answer;
    }
}
