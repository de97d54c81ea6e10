namespace Rlar.Rewards.Reading.Answers;

/// <summary>Reads <c>&lt;answer&gt;...&lt;/answer&gt;</c>.</summary>
internal static class AnswerTag
{
    private const string Open = "<answer>";
    private const string Close = "</answer>";

    /// <summary>The content of the last closed tag and where the tag starts, or null.</summary>
    /// <param name="text">The text.</param>
    public static (string Text, int Start)? Last(string text)
    {
        var close = text.LastIndexOf(Close, StringComparison.OrdinalIgnoreCase);
        var open = close < 0 ? -1 : text.LastIndexOf(Open, close, StringComparison.OrdinalIgnoreCase);
        return open < 0 ? null : (text[(open + Open.Length)..close], open);
    }

    /// <summary>The content of the one tag that a whole text stands in, without the line breaks at its edges; null where there is more.</summary>
    /// <param name="text">The text.</param>
    public static string? Whole(string text)
    {
        var body = text.AsSpan().Trim();
        if (!body.StartsWith(Open, StringComparison.OrdinalIgnoreCase) || !body.EndsWith(Close, StringComparison.OrdinalIgnoreCase))
            return null;
        body = body[Open.Length..^Close.Length];
        return body.Contains(Open, StringComparison.OrdinalIgnoreCase) || body.Contains(Close, StringComparison.OrdinalIgnoreCase)
            ? null
            : body.Trim("\r\n").ToString();
    }
}
