using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>
/// Reads the calls of a text in whichever of the usual forms it has them: <c>&lt;tool_call&gt;{…}&lt;/tool_call&gt;</c> among prose, OpenAI's
/// tool_calls with arguments as JSON text, {"name", "arguments"} alone, in a list or one per line, {"f": {…}}, and Python's [f(a=1), g()].
/// </summary>
internal static class ToolCallReader
{
    private static readonly string[] s_tags = ["tool_call", "function_call", "tool_calls", "TOOLCALL"];
    private static readonly string[] s_marks = ["[TOOL_CALLS]", "<|python_tag|>"];
    private static readonly string[] s_arguments = ["arguments", "parameters", "args", "input"];

    /// <summary>Reads an answer, thinking and fences already taken off.</summary>
    /// <param name="answer">The answer.</param>
    public static ToolCallReading Read(string answer)
    {
        var text = answer.Trim();
        foreach (var tag in s_tags)
        {
            if (text.Contains($"<{tag}>", StringComparison.Ordinal))
                return Tagged(text, tag);
        }

        foreach (var mark in s_marks)
        {
            if (text.StartsWith(mark, StringComparison.Ordinal))
                text = text[mark.Length..].TrimStart();
        }

        return Bare(text);
    }

    private static ToolCallReading Bare(string text)
    {
        var json = JsonLiterals.Read(text);
        if (json.Value is { } value)
            return FromJson(value);
        if (text.StartsWith('{'))
            return text.Contains('\n', StringComparison.Ordinal) ? Lines(text, "json") : ToolCallReading.Broken($"not JSON: {json.Error}");
        return PythonCalls.Read(text) is { Calls: not null } python ? python
            : ToolCallReading.Broken(text.StartsWith('[') || PythonCalls.LooksLikeCall(text)
                ? $"no calls: {PythonCalls.Read(text).Why}"
                : "no call in any known form");
    }

    private static ToolCallReading Tagged(string text, string tag)
    {
        var (open, close) = ($"<{tag}>", $"</{tag}>");
        var calls = new List<ToolCallRequest>();
        for (var start = text.IndexOf(open, StringComparison.Ordinal); start >= 0; start = text.IndexOf(open, start, StringComparison.Ordinal))
        {
            var end = text.IndexOf(close, start, StringComparison.Ordinal);
            if (end < 0)
                return ToolCallReading.Broken($"{open} is never closed");
            var reading = Inside(text[(start + open.Length)..end].Trim());
            if (reading.Calls is null)
                return reading;
            calls.AddRange(reading.Calls);
            start = end + close.Length;
        }

        return new ToolCallReading(calls, "tagged", "");
    }

    private static ToolCallReading Inside(string content) =>
        JsonLiterals.Read(content).Value is { } value ? FromJson(value)
        : content.StartsWith('{') ? Lines(content, "tagged") : PythonCalls.Read(content);

    private static ToolCallReading Lines(string text, string form)
    {
        var calls = new List<ToolCallRequest>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var json = JsonLiterals.Read(line);
            if (json.Value is null)
                return ToolCallReading.Broken($"not JSON: {json.Error}");
            var reading = FromJson(json.Value);
            if (reading.Calls is null)
                return reading;
            calls.AddRange(reading.Calls);
        }

        return new ToolCallReading(calls, form, "");
    }

    /// <summary>Reads calls from JSON of any of the forms.</summary>
    /// <param name="value">A call, a list of calls, or a message with tool_calls.</param>
    public static ToolCallReading FromJson(Literal value)
    {
        if (value.Member("tool_calls") is { Kind: LiteralKind.List } listed)
            return FromJson(listed);
        var items = value.Kind == LiteralKind.List ? value.Items : [value];
        var calls = new List<ToolCallRequest>(items.Count);
        var form = "json";
        foreach (var item in items)
        {
            (var call, form) = One(item);
            if (call is null)
                return ToolCallReading.Broken($"{item.Show()} is no call");
            calls.Add(call);
        }

        return new ToolCallReading(calls, form, "");
    }

    private static (ToolCallRequest? Call, string Form) One(Literal item)
    {
        if (item.Member("function") is { Kind: LiteralKind.Map } function)
            return (Named(function), "functions");
        if (item.Member("name") is { Kind: LiteralKind.Text })
            return (Named(item), "json");
        return item.Members.Count == 1 && item.Members[0].Value.Kind == LiteralKind.Map
            ? (new ToolCallRequest(item.Members[0].Key, item.Members[0].Value.Members), "named")
            : (null, "");
    }

    private static ToolCallRequest? Named(Literal item)
    {
        if (item.Member("name") is not { Kind: LiteralKind.Text } name)
            return null;
        var arguments = s_arguments.Select(item.Member).FirstOrDefault(given => given is not null);
        if (arguments is null or { Kind: LiteralKind.Null })
            return new ToolCallRequest(name.Text, LiteralMap.Empty);
        if (arguments.Kind == LiteralKind.Text)
            arguments = JsonLiterals.Read(JsonAnswer.Unfenced(arguments.Text)).Value
                ?? (arguments.Text.Trim().Length == 0 ? Literal.Of(LiteralMap.Empty) : arguments);
        return arguments.Kind == LiteralKind.Map ? new ToolCallRequest(name.Text, arguments.Members) : null;
    }
}

/// <summary>The calls that a text asks for.</summary>
/// <param name="Calls">The calls in order; none where the text asks for none. Null where it does not read.</param>
/// <param name="Form">"tagged", "functions", "json", "named" ({"f": {…}}) or "python"; "" where there is none.</param>
/// <param name="Why">Why it does not read, or "".</param>
internal sealed record ToolCallReading(IReadOnlyList<ToolCallRequest>? Calls, string Form, string Why)
{
    internal static ToolCallReading Broken(string why) => new(null, "", why);
}
