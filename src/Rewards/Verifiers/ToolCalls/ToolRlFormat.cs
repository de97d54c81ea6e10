using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>ToolRL's format: thinking, then calls and a response as the reference has them, each on lines of its own and once.</summary>
internal static class ToolRlFormat
{
    private const string Think = ThinkFormat.Open;
    private const string ThinkEnd = ThinkFormat.Close;
    private const string Call = "<tool_call>";
    private const string CallEnd = "</tool_call>";
    private const string Response = "<response>";
    private const string ResponseEnd = "</response>";

    /// <summary>Whether a text has the format of a reference. One pass, where the original backtracks.</summary>
    public static bool Holds(string text, string reference)
    {
        var (hasCall, hasResponse) = (reference.Contains(Call, StringComparison.Ordinal), reference.Contains(Response, StringComparison.Ordinal));
        if (!text.StartsWith(Think, StringComparison.Ordinal) || (hasCall && !Once(text, Call, CallEnd)) || (hasResponse && !Once(text, Response, ResponseEnd)))
            return false;
        return (hasCall, hasResponse) switch
        {
            (true, true) => Follows(text, [$"{ThinkEnd}\n{Call}\n", $"\n{CallEnd}\n{Response}"], ResponseEnd),
            (true, false) => Follows(text, [$"{ThinkEnd}\n{Call}\n"], $"\n{CallEnd}"),
            (false, true) => Follows(text, [$"{ThinkEnd}\n{Response}"], ResponseEnd),
            _ => Follows(text, [], ThinkEnd),
        };
    }

    private static bool Once(string text, string open, string close) => PythonText.Count(text, open) == 1 && PythonText.Count(text, close) == 1;

    // The earliest place of each mark leaves the most room for what follows.
    private static bool Follows(string text, ReadOnlySpan<string> marks, string end)
    {
        var at = Think.Length;
        foreach (var mark in marks)
        {
            var found = text.IndexOf(mark, at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + mark.Length;
        }

        return text.Length - end.Length >= at && text.EndsWith(end, StringComparison.Ordinal);
    }
}
