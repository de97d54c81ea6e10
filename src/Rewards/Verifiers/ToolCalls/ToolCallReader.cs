namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>
/// Reads the calls of a text in whichever form it has them: marked (<see cref="CallForms"/>) among words, or else the whole text as JSON
/// (OpenAI's tool_calls, {"name", "arguments"} alone, in a list or one after the other, {"f": {…}}), as Python's [f(a=1), g()], or a name and an object.
/// </summary>
internal static class ToolCallReader
{
    private static readonly string[] s_halves = ["\"arguments\"", "\"parameters\"", "\"tool_calls\""];

    /// <summary>Reads an answer, thinking and fences already taken off.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="tools">Declared tools, or null: by them what words say outside of the marks is told from a call.</param>
    public static ToolCallReading Read(string answer, IReadOnlyDictionary<string, DeclaredTool>? tools = null)
    {
        var text = answer.Trim();
        if (text is ['{' or '[', ..] && JsonCalls.Read(text) is { Calls: not null } json)
            return json; // whatever marks its strings hold
        var addressed = Addressed(text);
        if (CallForms.Next(addressed, 0) is null)
            return Bare(text);
        var scan = new CallScan(addressed);
        var marked = scan.Read()!;
        if (marked.Calls is not { } calls)
            return marked;
        foreach (var (start, end) in scan.Prose)
        {
            if (!addressed.AsSpan(start, end - start).IsWhiteSpace() && ProseCalls.First(addressed[start..end], tools, calls) is { } call)
                return ToolCallReading.Attempt($"calls {Verdict.Quote(call.Name)} outside of the marks of its calls");
        }

        return marked;
    }

    /// <summary>Reads what is said where nothing is marked.</summary>
    private static ToolCallReading Bare(string text)
    {
        if (text.StartsWith('{') || text.StartsWith('['))
        {
            var json = JsonCalls.Read(text);
            if (json.Calls is not null)
                return json;
            var list = text[0] == '[' ? PythonCalls.Read(text) : json;
            if (list.Calls is not null)
                return list;
            if (Array.Exists(s_halves, half => text.Contains(half, StringComparison.Ordinal)))
                return ToolCallReading.Attempt(json.Why);
            return json.Why.StartsWith("not JSON", StringComparison.Ordinal) && list != json ? ToolCallReading.Broken($"no calls: {list.Why}") : json;
        }

        if (text is ['`', not '`', .., not '`', '`'] && text.AsSpan(1, text.Length - 2).IndexOf('`') < 0)
            text = text[1..^1]; // marked as code, as BFCL takes it
        if (text is not ['[', ..] && !PythonCalls.LooksLikeCall(text))
            return ToolCallReading.Broken("no call in any known form");
        var python = PythonCalls.Read(text);
        return python.Calls is null ? ToolCallReading.Broken($"no calls: {python.Why}") : python;
    }

    // The prompt of Functionary 3.2 ends with the mark of the first recipient, and GLM-4 has none: a name, and an object on the next line.
    private static string Addressed(string text) =>
        text.Length > 0 && (char.IsLetter(text[0]) || text[0] == '_') && text.AsSpan(0, Math.Min(text.Length, 160)).Contains('\n')
        && PlainMarks.IsRecipient(">>>" + text[..Math.Min(text.Length, 200)], 0)
            ? ">>>" + text
            : text;
}
