using Rlar.Thinking;

namespace Rlar;

/// <summary>Tells the answer of a reasoning model from its thinking, under every name and mark that models give the section.</summary>
public static class ThinkingSection
{
    /// <summary>
    /// What a completion says outside of its thinking, without blank lines before it and tokens that end a turn behind it; the text itself where
    /// there is no thinking; null where the thinking was never closed or nothing follows it: an answer inside the thinking is no answer.
    /// </summary>
    /// <param name="text">The completion.</param>
    public static string? Answer(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ThinkingReader.Answer(text);
    }

    /// <summary>Whether a text ends inside thinking: it was opened and not closed.</summary>
    /// <param name="text">The completion.</param>
    public static bool IsUnfinished(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ThinkingReader.EndsThinking(text);
    }
}
