namespace Rlar.Agents.Authoring;

/// <summary>
/// Words that the lexicon does not have. People say the same requirement in many frames ("our checker looks for …"), and most such words say nothing of the
/// answer. Where a word may stand for a requirement, it is not harmless: as the object of "include", behind "no" or "be", as an adjective, as a manner.
/// </summary>
internal static class Framing
{
    private const int MostUnknown = 6;

    private static readonly HashSet<string> s_articles = new(StringComparer.OrdinalIgnoreCase) { "a", "an", "the", "some", "any", "its", "your", "ein",
        "eine", "une", "un", "una" };

    private static readonly HashSet<string> s_topics = new(StringComparer.OrdinalIgnoreCase)
    {
        "about", "on", "of", "regarding", "concerning", "describe", "summarise", "summarize", "for", "like", "as", "than", "per", "über", "sobre", "from",
            "to", "against",
    };

    /// <summary>Whether a description may be read leniently at all: nothing in it narrows or hedges, and few words are not known.</summary>
    internal static bool Allows(List<Item> items) => !items.Exists(item => item.Is("danger") || item.Is("hedge"))
        && items.Count(item => item.Meanings.Count == 0 && item.Kind == TokenKind.Word) <= MostUnknown;

    /// <summary>Whether the unknown word at a place can be taken for a frame.</summary>
    internal static bool IsHarmless(IReadOnlyList<Item> items, int at)
    {
        var word = items[at];
        if (word.Kind != TokenKind.Word || IsManner(word.Text))
            return false;
        var before = at - 1;
        while (before >= 0 && s_articles.Contains(items[before].Text))
            before--;
        var hasArticle = before < at - 1;
        if (before >= 0)
        {
            var left = items[before];
            if (left.Is("neg") || left.Is("has") || left.Is("says") || left.Is("mention") || (s_topics.Contains(left.Text) && !left.Is("unit"))
                || left.Is("num") || left.Is("lang")
                || (left.Is("modal")
                    && (hasArticle || left.Text.ToLowerInvariant() is "is" or "are" or "be" or "est" or "sont" or "ist" or "sind" or "es" or "son" or "está"
                    or "queda" or "being" or "must be" or "should be" or "has to be" or "needs to be" or "write")))
                return false;
        }

        // An adjective before what is spoken of.
        return !(at + 1 < items.Count && hasArticle && (items[at + 1].Is("subj") || items[at + 1].Is("unit")));
    }

    private static bool IsManner(string word) => word.Length > 4
        && (word.EndsWith("ly", StringComparison.OrdinalIgnoreCase) || word.EndsWith("mente", StringComparison.OrdinalIgnoreCase)
        || word.EndsWith("ment", StringComparison.OrdinalIgnoreCase) && word.Length > 7);
}
