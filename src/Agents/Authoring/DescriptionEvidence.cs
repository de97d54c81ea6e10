using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>
/// Whether a description bears out what a model chose: every text, number and choice must be found in it, and every number and quoted text that it has must
/// be used. A model that makes things up, or leaves things out, is told by this.
/// </summary>
internal static class DescriptionEvidence
{
    /// <summary>The first thing that is not borne out; null where all is.</summary>
    internal static string? Missing(string description, TemplateExpression expression)
    {
        var items = ItemReader.Read(description);
        var checks = Leaves(expression).ToList();
        foreach (var check in checks)
        {
            if (NotFound(description, items, check) is { } missing)
                return missing;
        }

        var texts = checks.SelectMany(check => Texts(check.Slots!)).ToList();
        if (items.Find(item => item.IsQuoted && !item.Is("quotes")
            && !texts.Exists(text => text.Contains(item.Text, StringComparison.OrdinalIgnoreCase))) is { } unused)
            return $"the quoted text '{unused.Text}' is not used";
        var numbers = checks.SelectMany(check => Numbers(check.Slots!)).ToList();
        var lost = items.Find(item => item.Kind == TokenKind.Number && !numbers.Exists(number => Math.Abs(number - item.Number) <= 1)
            && !texts.Exists(text => text.Contains(item.Text, StringComparison.Ordinal)));
        return lost is null ? null : $"the number {lost.Text} is not used";
    }

    /// <summary>The quoted texts and the numbers of a description, as they are written.</summary>
    internal static IEnumerable<string> Named(string description) =>
        ItemReader.Read(description).Where(item => item.Kind is TokenKind.Text or TokenKind.Number).Select(item => item.Text);

    private static string? NotFound(string description, List<Item> items, TemplateExpression check)
    {
        foreach (var text in Texts(check.Slots!))
        {
            if (!description.Contains(text, StringComparison.OrdinalIgnoreCase) && !items.Exists(item => item.Is("sym", text)))
                return $"the text '{text}' is not in the description";
        }

        foreach (var number in Numbers(check.Slots!))
        {
            if (!items.Exists(item => (item.Is("num") || item.Is("freq")) && Math.Abs(item.Number - number) <= 1))
                return $"the number {number} is not in the description";
        }

        var (sort, value) = check.Name switch
        {
            "language" => ("lang", check.Slots!.Text("code")),
            "letter_case" => ("case", ""),
            "sorted_list" => ("sort", check.Slots!.Text("order")),
            "format" => ("fmt", check.Slots!.Text("kind")),
            "equals_reference" or "contains_reference" or "number_is_reference" => ("ref", ""),
            "prompt_echo" => ("ask", ""),
            "json_keys" or "json_type" => ("json", ""),
            "element_count" => ("elem", check.Slots!.Text("kind")),
            "item_count" => ("commas", ""),
            "letter_count" or "first_letter" => ("letter", ""),
            "sections" => ("section", ""),
            "no_digits" or "has_digits" => ("digits", ""),
            "quote_wrapped" => ("quotes", ""),
            "single_line" => ("linebreak", ""),
            _ when check.Name.EndsWith("_count", StringComparison.Ordinal) => ("unit", check.Name[..^"_count".Length]),
            _ => ("", ""),
        };
        if (sort.Length == 0 || (value.Length > 0 ? items.Exists(item => item.Is(sort, value)) : items.Exists(item => item.Is(sort)))
            || (value == "json" && items.Exists(item => item.Is("json"))))
            return null;
        return $"nothing in the description speaks of {check.Name}{(value.Length > 0 ? $" {value}" : "")}";
    }

    private static IEnumerable<TemplateExpression> Leaves(TemplateExpression expression) =>
        expression.Parts.Count == 0 ? [expression] : expression.Parts.SelectMany(Leaves);

    private static IEnumerable<string> Texts(SlotValues slots) =>
        slots.All.Where(slot => slot.Key is "text" or "texts" or "keys" or "titles" or "options" or "letter")
            .SelectMany(slot => slot.Value as string[] ?? [(string)slot.Value]);

    private static IEnumerable<double> Numbers(SlotValues slots) => slots.All.Values.OfType<double>();
}
