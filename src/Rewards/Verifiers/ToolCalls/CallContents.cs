using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>Reads what stands between the marks of a call by what it is.</summary>
internal static class CallContents
{
    private const int Deepest = 4;

    // What parts a tool's name from its arguments.
    private static readonly string[] s_separators =
        ["<｜tool▁sep｜>", "<｜tool_sep｜>", "<|tool▁sep|>", "<|tool_call_argument_begin|>", "[ARGS]", "✿ARGS✿:"];

    // What closes a section of calls, where the mark that closes the last call was left out.
    private static readonly string[] s_sectionEnds =
        ["<｜tool▁calls▁end｜>", "<|tool▁calls▁end|>", "<｜tool_calls_end｜>", "<|tool_calls_section_end|>"];

    /// <summary>Reads what stands between an opening mark and its closing one.</summary>
    public static CallRegion Enclosed(CallScan scan, CallForm form, int start)
    {
        var (close, next) = (scan.Find(form.Close, start), form.MayStayOpen ? scan.Find(form.Open, start) : -1);
        if (close < 0 && !form.MayStayOpen)
            return CallRegion.Broken($"{form.Open} is never closed");
        var isClosed = close >= 0 && (next < 0 || close < next);
        var end = isClosed ? close : next < 0 ? scan.Text.Length : next;
        var reading = Read(scan.Text[start..end]);
        if (!isClosed)
            return new CallRegion(reading, end);
        if (reading.Calls is null && CloseAfterJson(scan, form, start) is var later && later > close)
            (reading, end) = (Read(scan.Text[start..later]), later);
        return new CallRegion(reading, end + form.Close.Length);
    }

    /// <summary>Reads what is addressed to a recipient: a tool, or all, which is words.</summary>
    public static CallRegion Addressed(CallScan scan, CallForm form, int start)
    {
        const string All = "all";
        var recipient = scan.Text.AsSpan(start);
        return recipient.StartsWith(All) && recipient[All.Length..].TrimStart(' ') is ['\n', ..]
            ? new CallRegion(new ToolCallReading([], "tagged"), start + All.Length)
            : Enclosed(scan, form, start);
    }

    /// <summary>Reads JSON, tags, Python, or a name with its arguments.</summary>
    /// <param name="content">The content.</param>
    /// <param name="depth">How many marks stand around it.</param>
    public static ToolCallReading Read(string content, int depth = 0)
    {
        content = JsonAnswer.Unfenced(content);
        if (content.Length == 0)
            return ToolCallReading.Broken("nothing stands between the marks of a call");
        if (content[0] is '{' or '[')
        {
            var json = JsonCalls.Read(content);
            return json.Calls is null && content[0] == '[' && PythonCalls.Read(content, readsJsonNames: true) is { Calls: not null } python ? python : json;
        }

        foreach (var separator in s_separators)
        {
            if (content.IndexOf(separator, StringComparison.Ordinal) is var at and >= 0)
                return Separated(content[..at], content[(at + separator.Length)..], depth);
        }

        if (content[0] == '<')
            return Nested(content, depth);
        if (content.Contains("arg_key>", StringComparison.Ordinal) || content.Contains("<tool_sep>", StringComparison.Ordinal))
            return ArgumentKeys.Read(content);
        if (content.StartsWith("call:", StringComparison.Ordinal))
            return BraceCalls.Read(content);
        return PlainMarks.IsName(content) ? Call(content, LiteralMap.Empty) : NameAndObject(content) ?? PythonCalls.Read(content, readsJsonNames: true);
    }

    // A name and, on the next line or at once, an object.
    private static ToolCallReading? NameAndObject(string content)
    {
        var brace = content.IndexOf('{');
        return brace > 0 && PlainMarks.IsName(content.AsSpan(0, brace).TrimEnd()) && JsonCalls.Arguments(content[brace..]) is { } arguments
            ? Call(content[..brace].TrimEnd(), arguments)
            : null;
    }

    private static ToolCallReading Separated(string before, string after, int depth)
    {
        // Mistral's call id stands behind the name; DeepSeek V3 and Step write the type first and the name after the mark.
        var id = before.IndexOf("[CALL_ID]", StringComparison.Ordinal);
        var name = (id < 0 ? before : before[..id]).Trim();
        after = after.Trim();
        foreach (var end in s_sectionEnds)
            after = after.EndsWith(end, StringComparison.Ordinal) ? after[..^end.Length].TrimEnd() : after;
        if (name == "function" && !after.StartsWith('{'))
        {
            if (after.StartsWith('<'))
                return Nested(after, depth);
            var line = after.IndexOf('\n');
            (name, after) = line < 0 ? (after, "") : (after[..line].Trim(), after[(line + 1)..]);
        }

        return JsonCalls.Arguments(after) is { } arguments && PlainMarks.IsName(name)
            ? Call(name, arguments)
            : ToolCallReading.Broken($"{Verdict.Quote(name)} has no JSON object for arguments");
    }

    private static ToolCallReading Nested(string content, int depth)
    {
        if (depth >= Deepest)
            return ToolCallReading.Broken("marks stand in each other too deep");
        var scan = new CallScan(content);
        if (scan.Read() is not { } reading)
            return TaggedCalls.Children(content);
        return scan.Prose.All(part => content.AsSpan(part.Start, part.End - part.Start).IsWhiteSpace())
            ? reading
            : ToolCallReading.Broken("something else stands between the marks of a call");
    }

    // Kimi writes functions.NAME:0.
    private static ToolCallReading Call(string name, LiteralMap arguments)
    {
        const string Namespace = "functions.";
        if (name.StartsWith(Namespace, StringComparison.Ordinal))
            name = name[Namespace.Length..];
        var colon = name.LastIndexOf(':');
        if (colon > 0 && colon + 1 < name.Length && !name.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9'))
            name = name[..colon];
        return new ToolCallReading([new ToolCallRequest(name, arguments)], "tagged");
    }

    // A string may hold the closing mark.
    private static int CloseAfterJson(CallScan scan, CallForm form, int start) =>
        scan.Text.AsSpan(start).TrimStart() is ['{' or '[', ..] && JsonLiterals.ReadAt(scan.Text, start) is { Value: not null } json
            ? scan.Text.IndexOf(form.Close, json.End, StringComparison.Ordinal)
            : -1;
}
