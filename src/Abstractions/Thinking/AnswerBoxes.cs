using System.Text;

namespace Rlar.Thinking;

/// <summary>The boxes that GLM's vision models put around a final answer.</summary>
internal static class AnswerBoxes
{
    private const string Open = "<|begin_of_box|>";
    private const string Close = "<|end_of_box|>";

    /// <summary>
    /// A text with its boxes written as everyone's: \boxed{…}. A box of several lines, or with braces that do not pair, loses its marks only.
    /// </summary>
    internal static string Written(string text)
    {
        var written = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf(Open, at, StringComparison.Ordinal) is >= 0 and var open)
        {
            written.Append(text, at, open - at);
            var start = open + Open.Length;
            var close = text.IndexOf(Close, start, StringComparison.Ordinal);
            var end = close < 0 ? text.Length : close;
            var content = text.AsSpan(start, end - start).Trim();
            if (close >= 0 && IsOneValue(content))
                written.Append("\\boxed{").Append(content).Append('}');
            else
                written.Append(content);
            at = close < 0 ? end : close + Close.Length;
        }

        return written.Append(text, at, text.Length - at).ToString();
    }

    private static bool IsOneValue(ReadOnlySpan<char> content)
    {
        var depth = 0;
        foreach (var c in content)
        {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == '\n' || depth < 0)
                return false;
        }

        return depth == 0 && !content.StartsWith("\\boxed") && content.Length > 0;
    }
}
