using System.Buffers;
using System.Collections.Frozen;

namespace Rlar.Thinking;

/// <summary>
/// Whether a prompt ends in thinking that it opened. The prompt may be a whole templated text, so what counts is where the mark stands: behind
/// the head of the model's turn, or on a line of its own; a sentence that only names the mark ("begin with &lt;think&gt;") opens nothing.
/// </summary>
internal static class PromptHead
{
    // Thoughts that a prompt begins for the model are short.
    private const int LongestPrefill = 4000;

    private static readonly SearchValues<char> s_blank = SearchValues.Create(" \t\r\n");

    // Whose turn follows, where plain words say so.
    private static readonly FrozenSet<string> s_speakers = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "assistant", "model", "bot", "ai", "gpt", "chatbot", "response", "answer", "solution", "a", "\u52A9\u624B", "\u56DE\u7B54");

    private static readonly FrozenSet<string> s_voices = FrozenSet.Create("Assistant", "ASSISTANT", "Model", "Bot", "AI");

    /// <summary>The mark of the model's thinking in a text that is said to be the beginning of its own message; null where no thinking is open.</summary>
    internal static string? OpenedIn(string message)
    {
        if (!ThinkingReader.EndsThinking(message))
            return null;
        return Steps(message) ?? (ThinkingMarks.TryNext(message, 0, out _) ? LastOpening(message) : null) ?? ThinkingReader.DefaultOpening;
    }

    /// <summary>The mark of the thinking that a templated prompt ends in; null where none is open.</summary>
    internal static string? OpenedBy(string prompt)
    {
        if (Steps(prompt) is { } steps)
            return steps;
        if (!ThinkingMarks.TryLast(prompt, Math.Max(0, prompt.Length - LongestPrefill), out var mark) || mark.Kind != ThinkingMarkKind.Opens)
            return null;
        var isLast = prompt.AsSpan(mark.End).IsWhiteSpace() || IsThoughtLabel(prompt.AsSpan(mark.End));
        var before = prompt.AsSpan(0, mark.Start);
        return mark.HasHead || EndsInHead(before) || (isLast && StandsAlone(before)) ? prompt[mark.Own..mark.End] : null;
    }

    private static string? LastOpening(string message)
    {
        ThinkingMark? last = null;
        for (var at = 0; ThinkingMarks.TryNext(message, at, out var mark); at = mark.End)
            last = mark.Kind == ThinkingMarkKind.Opens ? mark : last;
        return last is { } opening ? message[opening.Own..opening.End] : null;
    }

    private static string? Steps(string text)
    {
        var end = text.AsSpan().TrimEnd();
        return end.EndsWith(ThinkingFormats.StepsPhrase, StringComparison.Ordinal) ? ThinkingFormats.StepsPhrase + "\n" : null;
    }

    // Gemma 4: <|channel>thought
    private static bool IsThoughtLabel(ReadOnlySpan<char> rest) => rest.Trim() is "thought";

    // Whether the head of a turn ends here: a special token, or a speaker's name behind one or with a colon.
    private static bool EndsInHead(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd();
        if (before.IsEmpty)
            return false;
        if (before.EndsWith("|>") || before.EndsWith("\uFF5C>") || before.EndsWith("[/INST]") || before.EndsWith("<sep>"))
            return true;
        var hasColon = before[^1] is ':' or '\uFF1A';
        var name = before.TrimEnd(":\uFF1A*# ");
        var start = name.LastIndexOfAnyExceptInRange('A', 'z') + 1;
        if (name.Length > 0 && !char.IsAscii(name[^1]))
            start = Math.Max(0, name.Length - 2);
        var word = name[start..].ToString();
        var rest = name[..start];
        var startsLine = rest.IsEmpty || rest[^1] == '\n' || rest.TrimEnd("*# ") is [] or [.., '\n'];
        if (!s_speakers.Contains(word))
            return false;
        return hasColon ? startsLine || s_voices.Contains(word) : rest is [.., '>'] or [.., ']'];
    }

    // Whether a mark stands on a line of its own, and no line before announces it as an example does.
    private static bool StandsAlone(ReadOnlySpan<char> before)
    {
        var line = before.TrimEnd(" \t");
        if (line.IsEmpty)
            return true;
        if (line[^1] != '\n')
            return line[^1] is '>' or ']' or '\u25B7';
        var above = line[..(line.LastIndexOfAnyExcept(s_blank) + 1)];
        return above is not [.., ':' or '\uFF1A'];
    }
}
