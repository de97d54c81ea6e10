using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>
/// Requirements of a part of an answer: "every line must begin with a dash", "no sentence has more than twelve words", "five words per line", "the last
/// line reads 'Done'". What is said of the part is read as a description of its own.
/// </summary>
internal static class ScopeReader
{
    private static readonly Item s_subject = new("answer", TokenKind.Word, [new Meaning("subj", "")], 1);
    private static readonly string[] s_places = ["line", "sentence", "paragraph", "word"];

    /// <summary>Whether what begins at a place may be said of a part of the answer.</summary>
    internal static bool BeginsAt(List<Item> items, int at) => at + 1 < items.Count && Unit(items[at + 1]) is { } unit
        && (items[at].Is("each") || IsAll(items[at]) || Edge(items[at]) is not null && unit != "word");

    /// <summary>What the items say of a part; null where they speak of none, or say what is not understood.</summary>
    /// <param name="items">The items of one sentence.</param>
    internal static TemplateExpression? Read(IReadOnlyList<Item> items)
    {
        var start = 0;
        while (start < items.Count && Clause.IsOneOf(items[start], ["fill", "modal", "verdict"]) && !items[start].Is("each") && !IsAll(items[start])
            && Edge(items[start]) is null)
            start++;
        if (start + 1 >= items.Count)
            return null;
        var rest = items.Skip(start).ToList();
        return Every(rest) ?? Place(rest) ?? Per(rest);
    }

    // "every line …", "all of the lines …", "no line …"
    private static TemplateExpression? Every(List<Item> items)
    {
        var isDenied = items[0].Text.ToLowerInvariant() is "no" or "none of" or "not a single" or "none of the" or "kein" or "keine" or "aucune" or "ninguna";
        if (!items[0].Is("each") && !IsAll(items[0]) && !isDenied)
            return null;
        var at = 1;
        while (at < items.Count && items[at].Text.ToLowerInvariant() is "of" or "the" or "of the" or "single" or "one")
            at++;
        if (at + 1 >= items.Count || Unit(items[at]) is not { } unit || isDenied && !IsVerb(items[at + 1]))
            return null;
        if (!isDenied && !IsVerb(items[at + 1]))
            return null;
        var said = items[(at + 1)..];
        if (unit == "word" && said.Exists(item => item.Is("num")))
            said = [.. said.Select(item => item.Is("letter") ? item with { Meanings = [new Meaning("unit", "char")] } : item)]; // letters of a word
        if (Whole(said) is not { } part)
            return null;
        return TemplateExpression.Each(unit, isDenied ? Checks.Denied(part) : part);
    }

    // "the first line must be …", "the last sentence is a question"
    private static TemplateExpression? Place(List<Item> items)
    {
        var at = 0;
        while (at < items.Count && items[at].Text.Equals("the", StringComparison.OrdinalIgnoreCase))
            at++;
        if (at + 2 >= items.Count || Edge(items[at]) is not { } edge || Unit(items[at + 1]) is not { } unit || !s_places.Contains(unit)
            || !IsVerb(items[at + 2]))
            return null;
        return Whole(items[(at + 2)..]) is { } part ? TemplateExpression.Within($"{edge}-{unit}", part) : null;
    }

    // "at most five words per line", "no more than 20 words in each sentence"
    private static TemplateExpression? Per(List<Item> items)
    {
        var last = items.Count - 1;
        if (last < 3 || Unit(items[last]) is not { } unit || !items[last - 1].Is("each"))
            return null;
        var end = last - 1;
        while (end > 0 && items[end - 1].Text.ToLowerInvariant() is "in" or "on" or "for" or "of" or "within")
            end--;
        return Whole(items[..end]) is { Name: not ("all_of" or "any_of") } part && part.Name.EndsWith("_count", StringComparison.Ordinal)
            ? TemplateExpression.Each(unit, part)
            : null;
    }

    // What is said of the part must be said of nothing else: no other subject, no part of the part.
    private static TemplateExpression? Whole(List<Item> items)
    {
        if (items.Skip(1).Any(item => item.Text.ToLowerInvariant() is "answer" or "response" or "reply" or "output" or "text" or "completion"))
            return null;
        return DescriptionReader.Plain([s_subject, .. items]) is [var part] ? part : null;
    }

    private static bool IsAll(Item item) => item.Text.ToLowerInvariant() is "all" or "all of" or "all the" or "alle" or "toutes" or "todas";

    private static bool IsVerb(Item item) =>
        Clause.IsOneOf(item, ["modal", "has", "mention", "start", "end", "neg", "bound"]) || item.Text.ToLowerInvariant() is "that" or "which";

    private static string? Edge(Item item) => item.Text.ToLowerInvariant() switch
    {
        "first" or "opening" or "the first" or "very first" or "top" => "first",
        "second" or "third" or "fourth" or "fifth" => item.Text.ToLowerInvariant(),
        "last" or "final" or "closing" or "the last" or "very last" or "bottom" => "last",
        _ => null,
    };

    private static string? Unit(Item item) => item.Kind == TokenKind.Text ? null
        : item.ValueOf("unit") is { } unit ? unit == "char" ? null : unit
        : item.Is("elem", "list-item") ? "list-item"
        : item.Text.ToLowerInvariant() is "item" or "items" or "entry" or "entries" ? "list-item" : null;
}
