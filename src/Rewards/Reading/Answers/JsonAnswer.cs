using System.Buffers;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>Where in a completion its JSON stands.</summary>
internal static class JsonAnswer
{
    private const string Fence = "```";
    private static readonly SearchValues<char> s_json = SearchValues.Create("{[\"");

    /// <summary>
    /// What follows the thinking, or the content of its last answer tag, without the tokens that end a turn and one Markdown fence around it; null
    /// where there is no answer.
    /// </summary>
    /// <param name="completion">The completion.</param>
    /// <param name="amongProse">
    /// Whether one fenced block may stand among prose: it is then the answer. Two blocks are a hedge and left as they are.
    /// </param>
    public static string? Of(string completion, bool amongProse = false)
    {
        if (ThinkingSection.Answer(completion) is not { } answer)
            return null;
        var text = Unfenced(Untagged(answer));
        return amongProse && OnlyBlock(text) is { } block ? block : text;
    }

    /// <summary>The content of an answer's last answer tag, where no JSON stands beside it; the answer itself where there is none.</summary>
    /// <param name="answer">What follows the thinking.</param>
    public static string Untagged(string answer) => AnswerTag.Last(answer) is { } tag && IsAlone(answer, tag) ? tag.Text : answer;

    /// <summary>A text without blanks and one Markdown fence around it.</summary>
    /// <param name="text">The text.</param>
    public static string Unfenced(string text)
    {
        text = text.Trim();
        if (!text.StartsWith(Fence, StringComparison.Ordinal) || !text.EndsWith(Fence, StringComparison.Ordinal))
            return text;
        var start = text.IndexOf('\n');
        var end = text.Length - Fence.Length;
        return start >= 0 && start < end ? text[(start + 1)..end] : text;
    }

    // A tag inside a JSON string is part of the string.
    private static bool IsAlone(string answer, (string Text, int Start) tag) =>
        !answer.AsSpan(0, tag.Start).ContainsAny(s_json) && !answer.AsSpan(tag.Start + "<answer>".Length + tag.Text.Length).ContainsAny(s_json);

    private static string? OnlyBlock(string text)
    {
        var open = text.IndexOf(Fence, StringComparison.Ordinal);
        var line = open < 0 ? -1 : text.IndexOf('\n', open);
        var close = line < 0 ? -1 : text.IndexOf(Fence, line, StringComparison.Ordinal);
        return close < 0 || text.IndexOf(Fence, close + Fence.Length, StringComparison.Ordinal) >= 0 ? null : text[(line + 1)..close];
    }
}
