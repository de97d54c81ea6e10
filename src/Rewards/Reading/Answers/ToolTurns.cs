using System.Buffers;
using System.Text;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>
/// Leaves out of an answer what is said to tools and by them: the arguments of a call are no answer, and a result that stands in the rollout was
/// not said by the policy. A call that hands the answer in (final_answer, submit) stays.
/// </summary>
internal static class ToolTurns
{
    private const string Channel = "<|channel|>";
    private const string TurnEnd = "<|end|>";
    private const string Recipient = "commentary to=";
    private const int LongestHead = 120;

    // Calls and results as chat templates and the usual recipes of search and code write them.
    private static readonly (string Open, string Close, bool IsCall)[] s_turns =
    [
        ("<tool_call>", "</tool_call>", true),
        ("<tool_calls>", "</tool_calls>", true),
        ("<function_calls>", "</function_calls>", true),
        ("<seed:tool_call>", "</seed:tool_call>", true),
        ("<minimax:tool_call>", "</minimax:tool_call>", true),
        ("<longcat_tool_call>", "</longcat_tool_call>", true),
        ("<|START_ACTION|>", "<|END_ACTION|>", true),
        ("<|START_TOOL_RESULT|>", "<|END_TOOL_RESULT|>", false),
        ("<\uFF5Ctool\u2581calls\u2581begin\uFF5C>", "<\uFF5Ctool\u2581calls\u2581end\uFF5C>", true),
        ("<\uFF5Ctool\u2581outputs\u2581begin\uFF5C>", "<\uFF5Ctool\u2581outputs\u2581end\uFF5C>", false),
        ("<|tool_calls_section_begin|>", "<|tool_calls_section_end|>", true),
        ("<tool_response>", "</tool_response>", false),
        ("<tool_result>", "</tool_result>", false),
        ("<function_results>", "</function_results>", false),
        ("<search>", "</search>", false), // Search-R1
        ("<information>", "</information>", false),
        ("<interpreter>", "</interpreter>", false), // ReTool
    ];

    private static readonly string[] s_answering = ["answer", "submit", "finish"];
    private static readonly string[] s_arguments =
        ["\"arguments\"", "\"parameters\"", "<parameter", "<arg_key>", "<|message|>", "<|tool_call_argument_begin|>"];
    private static readonly SearchValues<string> s_opens = SearchValues.Create([.. s_turns.Select(turn => turn.Open), Recipient], StringComparison.Ordinal);

    /// <summary>An answer without such turns; null where nothing else is said.</summary>
    /// <param name="answer">What follows the thinking.</param>
    public static string? Without(string answer)
    {
        if (!answer.Contains('<') && !answer.StartsWith(Recipient, StringComparison.Ordinal))
            return answer;
        StringBuilder? said = null;
        var (from, at, unclosed) = (0, 0, 0);
        while (at < answer.Length && answer.AsSpan(at).IndexOfAny(s_opens) is var next and >= 0)
        {
            var start = at + next;
            var (begin, end, isCall) = Turn(answer, start, ref unclosed);
            at = Math.Max(end, start + 1);
            if (end < 0 || begin < from || (isCall && HandsIn(answer.AsSpan(begin, end - begin))))
                continue;
            (said ??= new StringBuilder()).Append(answer, from, begin - from).Append('\n');
            from = end;
        }

        if (said is null)
            return answer;
        var rest = said.Append(answer, from, answer.Length - from).ToString();
        return string.IsNullOrWhiteSpace(rest) ? null : rest;
    }

    // Where a turn begins and ends; no end where a mark opens none. A form that is not closed once is not closed later on.
    private static (int Begin, int End, bool IsCall) Turn(string answer, int start, ref int unclosed)
    {
        for (var i = 0; i < s_turns.Length; i++)
        {
            var (open, close, isCall) = s_turns[i];
            if (string.CompareOrdinal(answer, start, open, 0, open.Length) != 0)
                continue;
            var end = (unclosed & (1 << i)) != 0 ? -1 : answer.IndexOf(close, start + open.Length, StringComparison.Ordinal);
            if (end < 0)
                unclosed |= 1 << i;
            return (start, end < 0 ? -1 : end + close.Length, isCall);
        }

        // gpt-oss: what is said after a call stands in the channel final, and has been told from it.
        var isSpoken = start == 0;
        var before = answer.AsSpan(Math.Max(0, start - LongestHead), Math.Min(start, LongestHead));
        if (!isSpoken && !before.EndsWith(Channel))
            return (start, -1, true);
        var head = before.LastIndexOf("<|start|>") is >= 0 and var turn ? turn : before.Length - (isSpoken ? 0 : Channel.Length);
        if (before[..head].EndsWith(TurnEnd))
            head -= TurnEnd.Length;
        return (start - before.Length + head, answer.Length, true);
    }

    private static bool HandsIn(ReadOnlySpan<char> turn)
    {
        var head = turn[..Math.Min(LongestHead, turn.Length)];
        foreach (var arguments in s_arguments)
        {
            if (head.IndexOf(arguments, StringComparison.Ordinal) is >= 0 and var end)
                head = head[..end];
        }

        foreach (var name in s_answering)
        {
            if (head.Contains(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
