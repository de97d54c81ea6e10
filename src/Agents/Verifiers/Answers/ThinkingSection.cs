using System.Text.RegularExpressions;

namespace Rlar.Agents.Verifiers.Answers;

/// <summary>Tells the answer of a reasoning model from its thinking, under every name that models give the section.</summary>
public static partial class ThinkingSection
{
    /// <summary>
    /// What follows the last closing tag (<c>&lt;/think&gt;</c>); the whole text where there is no thinking; null where the thinking was
    /// never closed or nothing follows it: an answer inside the thinking is no answer.
    /// </summary>
    /// <param name="text">The completion.</param>
    public static string? Answer(string text)
    {
        // Most completions have no tag at all, and most of the rest the common one: no pattern is needed to see that.
        if (text.AsSpan().IndexOfAny('<', '[', '\u25C1') < 0)
            return text;
        Match? last = null;
        foreach (Match tag in Tag().Matches(text))
            last = tag;
        if (last is null)
            return text;
        if (!last.Groups["close"].Success)
            return null;
        var answer = text[(last.Index + last.Length)..];
        return string.IsNullOrWhiteSpace(answer) ? null : answer;
    }

    // Most models', Magistral's, Kimi's, and the names of OpenThinker and its kind.
    private const string AngleTag = @"<\s*(?<close>/)?\s*(think|thinking|thought|thoughts|reasoning|scratchpad|reflection|analysis)\s*>";
    private const string SquareTag = @"\[\s*(?<close>/)?\s*(THINK|THINKING)\s*\]";
    private const string TriangleTag = @"\u25C1(?<close>/)?think\u25B7";
    private const string BarTag = @"<\|(begin_of_thought|thinking)\|>|(?<close><\|(end_of_thought|begin_of_solution)\|>)";

    [GeneratedRegex(
        "(" + AngleTag + "|" + SquareTag + "|" + TriangleTag + "|" + BarTag + ")",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
