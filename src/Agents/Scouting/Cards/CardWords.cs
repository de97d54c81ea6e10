using System.Text;

namespace Rlar.Agents.Scouting.Cards;

/// <summary>The words of a text by which tasks and cards are compared.</summary>
internal static class CardWords
{
    private const int Longest = 40;

    private static readonly HashSet<string> s_empty = new(StringComparer.Ordinal)
    {
        "a", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "do", "does", "each", "for", "from", "has", "have", "how",
        "if", "in", "into", "is",
        "it", "its", "may", "model", "models", "more", "most", "must", "no", "not", "of", "on", "one", "only", "or", "other", "our", "shall",
        "should", "so", "such", "that",
        "the", "their", "then", "there", "these", "they", "this", "those", "to", "use", "used", "using", "was", "we", "were", "what", "when",
        "which", "who", "will", "with",
        "you", "your", "answer", "answers", "task", "tasks", "text",
    };

    /// <summary>
    /// The words in order: runs of letters and digits in compatible form and small letters, plural endings cut, without words that say nothing.
    /// </summary>
    internal static IEnumerable<string> Of(string text)
    {
        var word = new StringBuilder();
        foreach (var sign in Normalised(text))
        {
            if (char.IsLetterOrDigit(sign))
            {
                if (word.Length <= Longest)
                    word.Append(char.ToLowerInvariant(sign));
            }
            else if (Taken(word) is { } whole)
            {
                yield return whole;
            }
        }

        if (Taken(word) is { } last)
            yield return last;
    }

    /// <summary>A text in which letters that look alike are one, where it can be had.</summary>
    internal static string Normalised(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text; // half of a surrogate pair
        }
    }

    private static string? Taken(StringBuilder word)
    {
        var text = word.ToString();
        word.Clear();
        if (text.Length < 2 || text.Length > Longest || s_empty.Contains(text))
            return null;
        return text.Length > 4 && text[^1] == 's' && text[^2] is not ('s' or 'u' or 'i') ? text[..^1] : text;
    }
}
