using System.Buffers;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>Reads ReAct's lines, "Action: NAME" and "Action Input: {…}", and what stands as JSON after "Action:" (Command R, LangChain).</summary>
internal static class ReActCalls
{
    private const string Action = "Action:";
    private const string Input = "Action Input:";
    private const string Fence = "```";
    private const int LongestName = 128;
    private static readonly SearchValues<char> s_name = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");

    /// <summary>Whether an "Action:" begins a line and is followed by JSON, or by a name and an input.</summary>
    public static bool Begin(string text, int at)
    {
        if (!PlainMarks.BeginsLine(text, at))
            return false;
        var rest = text.AsSpan(at + Action.Length).TrimStart(" *");
        if (rest.TrimStart() is ['{' or '[', ..] || rest.TrimStart().StartsWith(Fence))
            return true;
        if (rest.IndexOfAnyExcept(s_name) is var bracket and > 0 && rest[bracket] == '(')
            return true;
        var line = rest[..Math.Min(rest.Length, LongestName)].IndexOf('\n');
        return line > 0 && rest[line..].TrimStart(" \r\n*").StartsWith(Input);
    }

    /// <summary>Reads the call; it ends with its JSON.</summary>
    public static CallRegion Read(CallScan scan, CallForm form, int start)
    {
        var text = scan.Text;
        var at = Past(text, start);
        if (at < text.Length && text[at] is '{' or '[' || string.CompareOrdinal(text, at, Fence, 0, Fence.Length) == 0)
        {
            return Json(text, ref at) is { } value && JsonCalls.Of(value) is { Calls: not null } reading
                ? new CallRegion(reading, at)
                : CallRegion.Broken("what follows Action: is no call");
        }

        if (text.AsSpan(at).IndexOfAnyExcept(s_name) is var bracket and > 0 && text[at + bracket] == '(')
        {
            return PythonCalls.At(text, at, out var end) is { } call
                ? new CallRegion(new ToolCallReading([call], "tagged"), end)
                : CallRegion.Broken("what follows Action: is no call");
        }

        var line = text.IndexOf('\n', at);
        var name = text[at..line].Trim(' ', '\r', '*', '`', '[', ']');
        at = Past(text, text.IndexOf(Input, line, StringComparison.Ordinal) + Input.Length);
        return Json(text, ref at) is { Kind: LiteralKind.Map } arguments && PlainMarks.IsName(name)
            ? new CallRegion(new ToolCallReading([new ToolCallRequest(name, arguments.Members)], "tagged"), at)
            : CallRegion.Broken($"the input of {Verdict.Quote(name)} is no JSON object");
    }

    // JSON, in a fence or not, and where it ends.
    private static Literal? Json(string text, ref int at)
    {
        var isFenced = string.CompareOrdinal(text, at, Fence, 0, Fence.Length) == 0;
        if (isFenced)
        {
            var line = text.IndexOf('\n', at);
            if (line < 0)
                return null;
            at = line;
        }

        var json = JsonLiterals.ReadAt(text, at);
        at = json.End;
        if (isFenced && json.Value is not null)
        {
            at = Past(text, at);
            if (string.CompareOrdinal(text, at, Fence, 0, Fence.Length) != 0)
                return null;
            at += Fence.Length;
        }

        return json.Value;
    }

    private static int Past(string text, int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '*'))
            at++;
        return at;
    }
}
