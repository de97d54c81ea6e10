namespace Rlar.Rewards.Reading.Answers;

/// <summary>
/// The format that a model trained to think in tags has: it opens its thinking with the first character, opens it once, and closes it. The
/// tools that ask for it differ in how often it may be closed. <see cref="ThinkingSection"/> reads an answer whatever its format.
/// </summary>
internal sealed class ThinkFormat
{
    /// <summary>The tag that opens the thinking.</summary>
    internal const string Open = "<think>";

    /// <summary>The tag that closes it.</summary>
    internal const string Close = "</think>";

    // The marks of other models, whose prompts end in the opening one.
    private static readonly (string Open, string Close)[] s_others =
    [
        ("<thinking>", "</thinking>"),
        ("<thought>", "</thought>"),
        ("<reasoning>", "</reasoning>"),
        ("<seed:think>", "</seed:think>"),
        ("<mm:think>", "</mm:think>"),
        ("<longcat_think>", "</longcat_think>"),
        ("[THINK]", "[/THINK]"),
        ("\u25C1think\u25B7", "\u25C1/think\u25B7"),
        ("<|START_THINKING|>", "<|END_THINKING|>"),
        ("<|begin_of_thought|>", "<|end_of_thought|>"),
        ("<|think:start|>", "<|think:end|>"),
        ("<|inner_prefix|>", "<|inner_suffix|>"),
        ("[unused16]", "[unused17]"),
    ];

    private readonly bool _closesOnce;

    private ThinkFormat(bool closesOnce) => _closesOnce = closesOnce;

    /// <summary>Closed exactly once.</summary>
    internal static ThinkFormat ClosedOnce { get; } = new(closesOnce: true);

    /// <summary>Closed at least once: TRL's ^&lt;think&gt;(?!.*&lt;think&gt;)(.*?)&lt;/think&gt;.*$.</summary>
    internal static ThinkFormat Closed { get; } = new(closesOnce: false);

    /// <summary>Whether a completion has the format; in one pass.</summary>
    internal bool IsFormatOf(string text) => IsFormatOf(text, Open, Close);

    /// <summary>Whether a completion has the format, with the marks in which its prompt ends.</summary>
    /// <param name="text">The completion, with the mark in which the prompt ends.</param>
    /// <param name="prompt">The prompt.</param>
    internal bool IsFormatOf(string text, IReadOnlyList<Message> prompt)
    {
        if (text.StartsWith(Open, StringComparison.Ordinal) || prompt is not [.., var last])
            return IsFormatOf(text);
        foreach (var (open, close) in s_others)
        {
            if (text.StartsWith(open, StringComparison.Ordinal))
                return last.Content.AsSpan().TrimEnd().EndsWith(open, StringComparison.Ordinal) && IsFormatOf(text, open, close);
        }

        return false;
    }

    private bool IsFormatOf(string text, string opens, string closes)
    {
        if (!text.StartsWith(opens, StringComparison.Ordinal) || text.IndexOf(opens, opens.Length, StringComparison.Ordinal) >= 0)
            return false;
        var close = text.IndexOf(closes, StringComparison.Ordinal);
        return close >= 0 && !(_closesOnce && text.IndexOf(closes, close + closes.Length, StringComparison.Ordinal) >= 0);
    }
}
