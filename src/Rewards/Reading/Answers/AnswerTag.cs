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
}
