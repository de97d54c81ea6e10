namespace Rlar.Thinking;

/// <summary>
/// gpt-oss's text where special tokens were left out, as decoders do by default: "analysisWe need …assistantfinalThe answer …". No other text
/// begins with that word and goes on with a letter.
/// </summary>
internal static class SpokenHarmony
{
    private const string Final = "assistantfinal";
    private const string Call = "assistantcommentary to=";

    /// <summary>Whether a text is written so.</summary>
    internal static bool Is(string text)
    {
        var word = ThinkingFormats.AnalysisChannel;
        return text.StartsWith(word, StringComparison.Ordinal)
            && (text.Length > word.Length && (char.IsLetterOrDigit(text[word.Length]) || text[word.Length] is '\\' or '"' or '*' or '$')
                || text.Contains(Final, StringComparison.Ordinal));
    }

    /// <summary>Whether a text, which the prompt's channel begins, is written so.</summary>
    internal static bool Continues(string mark, string text) => mark.Contains("<|channel|>", StringComparison.Ordinal)
        && !text.Contains("<|", StringComparison.Ordinal) && text.Contains("assistant", StringComparison.Ordinal) && !EndsThinking(text);

    /// <summary>The answer, or the call of a tool; null where there is neither.</summary>
    internal static string? Answer(string text)
    {
        var final = text.IndexOf(Final, StringComparison.Ordinal);
        var call = text.IndexOf(Call, StringComparison.Ordinal);
        if (final < 0 && call < 0)
            return null;
        var answer = call >= 0 && (final < 0 || call < final) ? text[(call + "assistant".Length)..] : text[(final + Final.Length)..];
        answer = answer[..EndTokens.Trimmed(answer, answer.Length)];
        return string.IsNullOrWhiteSpace(answer) ? null : answer.TrimStart('\r', '\n');
    }

    /// <summary>Whether neither an answer nor a call has begun.</summary>
    internal static bool EndsThinking(string text) =>
        !text.Contains(Final, StringComparison.Ordinal) && !text.Contains(Call, StringComparison.Ordinal);
}
