using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>
/// What a description says again by an example or in brackets: "emails such as a@b.org", "a title in double angle brackets, i.e. &lt;&lt;title&gt;&gt;",
/// "around 100 words (80 to 120 is fine)". Left out, and what remains is believed only where it names a form, whose examples say nothing more.
/// </summary>
internal static class Asides
{
    private static readonly HashSet<string> s_forms = new(StringComparer.Ordinal)
    {
        "element_count", "format", "number_format", "json_type", "item_count", "distinct", "letter_case", "sections", "word_count", "char_count",
        "sentence_count", "number_range", "bullet_count", "numbered_count", "line_count", "paragraph_count", "json_keys",
        "contains", "prompt_echo", "letter_count",
    };

    private static readonly Item s_stop = new(".", TokenKind.Mark, [new Meaning("stop", "")], 1);

    /// <summary>The description without them; null where it has none.</summary>
    internal static List<Item>? Without(List<Item> items)
    {
        var kept = WithoutApproximate(items);
        var hasDropped = kept.Count < items.Count;
        for (var at = 0; at < kept.Count; at++)
        {
            var isBracket = kept[at].Text == "(";
            var isExample = kept[at].Is("example")
                || kept[at].Text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() is "i.e" or "i.e." or "namely" or "thatis" or "likethis";
            if (!isBracket && !isExample || at == 0)
                continue;
            var end = at + 1;
            if (isExample && end < kept.Count && kept[end].Text == ".")
                end++; // "i.e."
            while (end < kept.Count && (isBracket ? kept[end].Text != ")" : !IsStop(kept, end)))
                end++;
            if (isBracket && end == kept.Count)
                return null;
            end += isBracket ? 1 : 0;

            // "the tweet (max. 280 characters) has …": a requirement of its own
            if (isBracket && kept.Skip(at).Take(end - at).Any(item => item.Is("unit")) && kept.Skip(at).Take(end - at).Any(item => item.Is("num")))
            {
                var inside = kept.GetRange(at + 1, end - at - 2);
                kept.RemoveRange(at, end - at);
                while (kept.Count > 0 && kept[^1].Is("stop"))
                    kept.RemoveAt(kept.Count - 1);
                kept.AddRange([s_stop, .. inside]);
                hasDropped = true;
                at--;
                continue;
            }

            if (kept.Skip(at).Take(end - at).Any(item => Clause.IsOneOf(item, ["neg", "nor", "bound", "penalty"]) && item.Kind != TokenKind.Text))
                return null;
            if (at > 0 && kept[at - 1].Text == ",")
                kept.RemoveRange(--at, 1 + end - (at + 1));
            else
                kept.RemoveRange(at, end - at);
            hasDropped = true;
            at--;
        }

        return hasDropped && kept.Count > 0 ? kept : null;
    }

    /// <summary>Whether an expression is about forms alone.</summary>
    internal static bool IsOfForms(TemplateExpression expression) =>
        expression.Parts.Count > 0 ? expression.Parts.All(IsOfForms) : s_forms.Contains(expression.Name);

    // "around 100 words (80 to 120 is ok)": the range is what is meant
    private static List<Item> WithoutApproximate(List<Item> items)
    {
        var hedge = items.FindIndex(item => item.Is("hedge"));
        var open = items.FindIndex(item => item.Text == "(");
        if (hedge < 0 || open < hedge || hedge + 1 >= items.Count || !items[hedge + 1].Is("num"))
            return [.. items];
        var close = items.FindIndex(open, item => item.Text == ")");
        if (close < 0 || items.Skip(open).Take(close - open).Count(item => item.Is("num")) != 2)
            return [.. items];
        return [.. items.Where((_, index) => index != hedge && index != hedge + 1 && index != open && index != close)];
    }

    private static bool IsStop(List<Item> items, int at) => items[at].Is("stop") || items[at].Text is ";" or ":"
        || items[at].Text == "," && at + 1 < items.Count && items[at + 1].Kind != TokenKind.Text
            && Clause.IsOneOf(items[at + 1], ["and", "or", "modal", "neg"]);
}
