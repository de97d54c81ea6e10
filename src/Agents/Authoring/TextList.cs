namespace Rlar.Agents.Authoring;

/// <summary>Texts that a clause names one after another: "a", "a and b", "a, b or c", "both a and b", "a / b".</summary>
/// <param name="Texts">The texts.</param>
/// <param name="IsOr">Whether an "or" stands between them.</param>
/// <param name="Start">The first item of the list.</param>
/// <param name="End">Behind its last item.</param>
internal sealed record TextList(IReadOnlyList<string> Texts, bool IsOr, int Start, int End)
{
    private static readonly HashSet<string> s_articles = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "both", "either", "all", "of", "un", "une", "le", "la", "les", "el", "der", "die", "das", "ein", "eine", "its", "(", ")", ":", "{",
            "}", "the words", "the word",
    };

    // "ends in a full stop or in a question mark"
    private static readonly HashSet<string> s_again = new(StringComparer.Ordinal) { "in", "with", "on", "mit", "auf", "par", "con", "by" };

    /// <summary>The list that begins at a place, behind articles; null where no element is there.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="isElement">Which items can be elements.</param>
    /// <param name="skipped">Meanings that may stand beside an element: "the key a and the key b".</param>
    internal static TextList? Read(Clause clause, int at, Func<Item, bool> isElement, params string[] skipped)
    {
        var items = clause.Items;
        var texts = new List<string>();
        var (isOr, end) = (false, at);
        for (var next = Skip(clause, at, skipped, isElement); next < items.Count && isElement(items[next]);)
        {
            texts.Add(Text(items[next]));
            clause.Use(next);
            end = next + 1;
            var behind = Skip(clause, end, skipped, _ => false);
            var separator = behind < items.Count && items[behind].Text == "then" && behind + 1 < items.Count && isElement(items[behind + 1]) ? behind + 1
                : behind;
            while (separator < items.Count
                && (items[separator].Is("and") || items[separator].Is("or") || items[separator].Text is "," or "/" or "|"
                || (items[separator].Is("nor") && texts.Count > 0)))
                separator++;
            if (separator == behind)
                break;
            var element = Skip(clause, separator, skipped, isElement);
            while (element > separator - 1 && element < items.Count && s_again.Contains(items[element].Text) && !isElement(items[element]))
                element = Skip(clause, element + 1, skipped, isElement);
            if (element >= items.Count || !isElement(items[element]))
                break;
            for (var i = end; i < element; i++)
            {
                isOr |= items[i].Is("or") && !items[i].Is("and") && items[i].Text != "/";
                if (!items[i].Is("nor"))
                    clause.Use(i);
            }

            next = element;
        }

        return texts.Count == 0 ? null : new TextList(texts, isOr, at, end);
    }

    private static int Skip(Clause clause, int at, string[] skipped, Func<Item, bool> isElement)
    {
        // A letter may be written as an article is.
        while (!skipped.Contains("letter") && at < clause.Count
            && (s_articles.Contains(clause.Items[at].Text) || IsThen(clause, at, isElement) || Clause.IsOneOf(clause.Items[at], skipped))
            && !(clause.Items[at].Kind == TokenKind.Text && isElement(clause.Items[at])))
            at++;
        return at;
    }

    // "a, then b"; in "first, then and finally" it is a text itself.
    private static bool IsThen(Clause clause, int at, Func<Item, bool> isElement) => clause.Items[at].Text is "then" or "next"
        && at + 1 < clause.Count && isElement(clause.Items[at + 1]) && !clause.Items[at + 1].Is("and") && !clause.Items[at + 1].Is("modal")
            && !clause.Items[at + 1].Is("mention") && at > 0;

    private static string Text(Item item) => item.ValueOf("sym") is { } symbol && !item.IsName ? symbol : item.Text;
}
