using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>Reads a name and pairs of tags: NAME&lt;arg_key&gt;KEY&lt;/arg_key&gt;&lt;arg_value&gt;VALUE&lt;/arg_value&gt; (GLM, Hunyuan, LongCat).</summary>
internal static class ArgumentKeys
{
    private const string Separator = "<tool_sep>"; // Hunyuan's, after the name
    private static readonly string[] s_prefixes = ["", "longcat_"];

    /// <summary>Reads what stands between the marks of a call.</summary>
    /// <param name="content">The content.</param>
    public static ToolCallReading Read(string content)
    {
        var prefix = Array.Find(s_prefixes, prefix => content.Contains($"<{prefix}arg_key>", StringComparison.Ordinal)) ?? "";
        var head = content.IndexOf('<');
        var name = content[..head].Trim();
        var at = head;
        _ = Takes(content, ref at, Separator);
        if (!PlainMarks.IsName(name))
            return ToolCallReading.Broken($"{Verdict.Quote(name)} is no name of a tool");
        var arguments = new LiteralMap();
        while (Inside(content, ref at, $"{prefix}arg_key") is { } key)
        {
            if (Inside(content, ref at, $"{prefix}arg_value") is not { } value)
                return ToolCallReading.Broken($"the argument {key} has no value");
            if (!arguments.Add(key.Trim(), Literal.Of(value.Trim())))
                return ToolCallReading.Broken($"the argument {key} stands twice");
        }

        return content.AsSpan(at).IsWhiteSpace()
            ? new ToolCallReading([new ToolCallRequest(name, arguments, isUntyped: true)], "tagged")
            : ToolCallReading.Broken($"an argument should stand at character {at + 1}");
    }

    private static string? Inside(string text, ref int at, string tag)
    {
        var start = at;
        if (!Takes(text, ref start, $"<{tag}>"))
            return null;
        var end = text.IndexOf($"</{tag}>", start, StringComparison.Ordinal);
        if (end < 0)
            return null;
        at = end + tag.Length + "</>".Length;
        return text[start..end];
    }

    // Blanks before a mark, also those that some rollouts hold as a backslash and an n, do not count.
    private static bool Takes(string text, ref int at, string mark)
    {
        var start = at;
        while (start < text.Length && (char.IsWhiteSpace(text[start]) || string.CompareOrdinal(text, start, "\\n", 0, 2) == 0))
            start += text[start] == '\\' ? 2 : 1;
        if (string.CompareOrdinal(text, start, mark, 0, mark.Length) != 0)
            return false;
        at = start + mark.Length;
        return true;
    }
}
