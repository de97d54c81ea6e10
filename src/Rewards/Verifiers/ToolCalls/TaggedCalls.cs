using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>
/// Reads calls that tags write: &lt;function=NAME&gt;&lt;parameter=KEY&gt;VALUE&lt;/parameter&gt;&lt;/function&gt; and their kin, whose values have no type,
/// or an object of JSON in the place of the parameters.
/// </summary>
internal static class TaggedCalls
{
    // The tags of parameters, by the tag of the call.
    private static readonly (string Call, string Parameter, string Close)[] s_parameters =
    [
        ("<function=", "<parameter=", "</parameter>"),
        ("<function name=\"", "<param name=\"", "</param>"),
        ("<invoke name=\"", "<parameter name=\"", "</parameter>"),
        ("<｜DSML｜invoke name=\"", "<｜DSML｜parameter name=\"", "</｜DSML｜parameter>"),
        ("<steptml:invoke name=\"", "<steptml:parameter name=\"", "</steptml:parameter>"),
    ];

    /// <summary>Reads a call whose opening mark ends before its name.</summary>
    public static CallRegion Read(CallScan scan, CallForm form, int start)
    {
        var text = scan.Text;
        var (_, open, close) = Array.Find(s_parameters, row => row.Call == form.Open);
        if (Head(text, start, form.Open) is not var (name, at))
            return CallRegion.Broken($"{form.Open} has no name");
        at = PastBlanks(text, at);
        if (at < text.Length && text[at] == '{')
            return WithObject(text, form, name, at);
        var arguments = new LiteralMap();
        while (Has(text, at, open))
        {
            if (Head(text, at + open.Length, open) is not var (key, value))
                return CallRegion.Broken($"a parameter of {name} has no name");
            var end = scan.Find(close, value);
            if (end < 0)
                return CallRegion.Broken($"the parameter {key} of {name} is never closed");
            if (!arguments.Add(key, Literal.Of(Value(text[value..end]))))
                return CallRegion.Broken($"the argument {key} stands twice");
            at = PastBlanks(text, end + close.Length);
        }

        return Has(text, at, form.Close)
            ? Found(new ToolCallRequest(name, arguments, isUntyped: true), at + form.Close.Length)
            : CallRegion.Broken($"{form.Close} should stand at character {at + 1}");
    }

    /// <summary>Reads a call whose name and parameters are tags of their own: &lt;tool_name&gt;, &lt;parameters&gt; of tags or of JSON.</summary>
    /// <param name="content">What stands between the marks of the call.</param>
    public static ToolCallReading Children(string content)
    {
        if (Child(content, 0) is not ("tool_name" or "name", var name, var at))
            return ToolCallReading.Broken("no call stands between the marks");
        var (arguments, isUntyped) = (LiteralMap.Empty, false);
        if (Child(content, at) is ("parameters" or "arguments", var given, var after))
        {
            at = after;
            isUntyped = given.AsSpan().TrimStart() is ['<', ..];
            if ((isUntyped ? Children(given, 0) : JsonCalls.Arguments(given)) is not { } read)
                return ToolCallReading.Broken("the parameters do not read");
            arguments = read;
        }

        return PastBlanks(content, at) == content.Length
            ? new ToolCallReading([new ToolCallRequest(name.Trim(), arguments, isUntyped)], "tagged")
            : ToolCallReading.Broken($"something else stands at character {at + 1}");
    }

    private static LiteralMap? Children(string text, int at)
    {
        var children = new LiteralMap();
        while (Child(text, at) is var (key, value, next))
        {
            if (!children.Add(key, Literal.Of(Value(value))))
                return null;
            at = next;
        }

        return PastBlanks(text, at) == text.Length ? children : null;
    }

    private static CallRegion WithObject(string text, CallForm form, string name, int at)
    {
        var json = JsonLiterals.ReadAt(text, at);
        if (json.Value is null)
            return CallRegion.Broken($"not JSON: {json.Error}");
        at = PastBlanks(text, json.End);
        return Has(text, at, form.Close)
            ? Found(new ToolCallRequest(name, json.Value.Members), at + form.Close.Length)
            : CallRegion.Broken($"{form.Close} should stand at character {at + 1}");
    }

    private static CallRegion Found(ToolCallRequest call, int end) => new(new ToolCallReading([call], "tagged"), end);

    // The name that an opening tag gives, in quotes where the tag has them, and where the tag ends.
    private static (string Name, int End)? Head(string text, int start, string open)
    {
        var end = text.AsSpan(start).IndexOfAny('>', '\n');
        if (end < 0 || text[start + end] != '>')
            return null;
        var inside = text.AsSpan(start, end);
        var isQuoted = open[^1] == '"';
        var quote = isQuoted ? inside.IndexOf('"') : inside.Length;
        if (quote < 0)
            return null;
        var name = inside[..quote].Trim().Trim(isQuoted ? default : '"');
        return name.Length == 0 ? null : (name.ToString(), start + end + 1);
    }

    private static (string Name, string Content, int End)? Child(string text, int at)
    {
        at = PastBlanks(text, at);
        if (at >= text.Length || text[at] != '<' || text.IndexOf('>', at) is not (var head and > 0))
            return null;
        var name = text[(at + 1)..head];
        var close = PlainMarks.IsName(name) ? text.IndexOf($"</{name}>", head, StringComparison.Ordinal) : -1;
        return close < 0 ? null : (name, text[(head + 1)..close], close + name.Length + "</>".Length);
    }

    // What stands between the tags; XML's own mark of plain text is no part of it.
    private static string Value(string text)
    {
        const string Open = "<![CDATA[";
        const string Close = "]]>";
        var trimmed = text.AsSpan().Trim();
        return trimmed.StartsWith(Open) && trimmed.EndsWith(Close) ? trimmed[Open.Length..^Close.Length].ToString() : trimmed.ToString();
    }

    private static bool Has(string text, int at, string mark) => string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;

    private static int PastBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }
}
