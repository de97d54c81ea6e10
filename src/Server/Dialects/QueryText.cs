using System.Text;
using Rlar.Thinking;

namespace Rlar.Server.Dialects;

/// <summary>
/// Takes the completion out of a text that is a prompt and its completion in one, decoded from tokens with the special ones kept. The prompt may have
/// another Unicode form there (tokenizers normalize), a beginning-of-text token before it, or lack its head (trainers cut long prompts from the left).
/// </summary>
internal static class QueryText
{
    // Fewer characters of a prompt's end could be the completion's own first ones.
    private const int LeastTail = 8;

    /// <summary>The completion, without the tokens that end it; null where the text does not hold the prompt.</summary>
    /// <param name="query">The whole text.</param>
    /// <param name="prompt">The prompt; "" where it is not known.</param>
    internal static string? Completion(string query, string prompt)
    {
        var start = prompt.Length == 0 ? -1 : After(query, prompt);
        if (start < 0 && prompt.Length > 0 && !prompt.IsNormalized(NormalizationForm.FormC))
            start = After(query, prompt.Normalize(NormalizationForm.FormC));
        if (start >= 0)
            return WithoutEnd(query, start);
        return TemplatedChat.Read(query) is { } chat ? chat.Completion : prompt.Length == 0 ? WithoutEnd(query, 0) : null;
    }

    /// <summary>A text without the tokens at its end that end a turn.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it begins.</param>
    internal static string WithoutEnd(string text, int start)
    {
        var end = EndTokens.Trimmed(text, text.Length);
        return end <= start ? "" : text[start..end];
    }

    private static int After(string query, string prompt)
    {
        if (query.StartsWith(prompt, StringComparison.Ordinal))
            return prompt.Length;
        // A token before it is short.
        var at = query.AsSpan(0, Math.Min(query.Length, prompt.Length + 64)).IndexOf(prompt, StringComparison.Ordinal);
        if (at >= 0)
            return at + prompt.Length;
        var tail = Overlap(prompt, query);
        return tail >= LeastTail ? tail : -1;
    }

    // The longest end of the prompt that the query begins with (Knuth, Morris, Pratt: the border of "query # prompt").
    private static int Overlap(string prompt, string query)
    {
        var pattern = query.AsSpan(0, Math.Min(query.Length, prompt.Length));
        var borders = new int[pattern.Length];
        for (int i = 1, k = 0; i < pattern.Length; i++)
        {
            while (k > 0 && pattern[i] != pattern[k])
                k = borders[k - 1];
            borders[i] = pattern[i] == pattern[k] ? ++k : k;
        }

        var matched = 0;
        foreach (var character in prompt)
        {
            while (matched > 0 && (matched == pattern.Length || pattern[matched] != character))
                matched = borders[matched - 1];
            if (matched < pattern.Length && pattern[matched] == character)
                matched++;
        }

        return matched;
    }
}
