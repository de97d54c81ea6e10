namespace Rlar.Agents.Templates;

/// <summary>Templates about the things in an answer: how many of a kind, items, repetitions, a letter at its head.</summary>
internal static class ElementKinds
{
    private static readonly TemplateSlot s_min = new("min", SlotType.Count, "the least count", IsRequired: false);
    private static readonly TemplateSlot s_max = new("max", SlotType.Count, "the greatest count", IsRequired: false);

    internal static IReadOnlyList<TemplateKind> All { get; } =
    [
        new(
            "element_count", "So many of a kind are in the answer: emoji, code blocks, citations like [1], tables, headings, addresses and the like.",
            [new("kind", SlotType.Choice, "what is counted", IsRequired: true, [.. Elements.All.Select(element => element.Kind)]), s_min, s_max],
            slots =>
            {
                var (kind, bounds) = (slots.Text("kind"), slots.Bounds());
                return input => bounds.Hold(Elements.Count(kind, input.Answer));
            },
            slots =>
            {
                var (bounds, sample) = (slots.Bounds(), Elements.All.First(element => element.Kind == slots.Text("kind")).Sample);
                return bounds.Beside(0).Where(n => n <= 100)
                    .Select(n => (string.Join("\n\n", Enumerable.Repeat(sample, n).Prepend("so it is")), bounds.Hold(n)));
            }),
        new(
            "item_count", "The answer is a list of so many items between commas (or semicolons, or the named separator), none of them empty.",
            [new("separator", SlotType.Text, "what stands between items; absent: a comma", IsRequired: false), s_min, s_max],
            slots =>
            {
                var (separator, bounds) = (slots.TextOrNull("separator") ?? ",", slots.Bounds());
                return input => TextParts.Items(input.Answer, separator) is { } items && bounds.Hold(items.Length);
            },
            slots =>
            {
                var (separator, bounds) = (slots.TextOrNull("separator") ?? ",", slots.Bounds());
                return bounds.Beside(1).Where(n => n <= 200)
                    .Select(n => (string.Join($"{separator} ", Enumerable.Repeat("rain", n)), bounds.Hold(n)));
            }),
        new(
            "distinct", "No two of the answer's lines (or words, sentences, items) are the same, capitals aside.",
            [new("of", SlotType.Choice, "what is compared", IsRequired: true, "line", "word", "sentence", "paragraph", "item")],
            slots =>
            {
                var of = slots.Text("of");
                return input => TextParts.Split(of, input.Answer) is var parts
                    && parts.Distinct(StringComparer.OrdinalIgnoreCase).Count() == parts.Count;
            },
            slots => TextParts.Join(slots.Text("of"), "rain", "snow", "rain") is var twice
                ? [(TextParts.Join(slots.Text("of"), "rain", "snow", "hail"), true), (twice, false), (TextParts.Join(slots.Text("of"), "rain", "Rain"), false)]
                : []),
        new(
            "first_letter", "The first letter or digit of the answer is the letter, small or capital.",
            [new("letter", SlotType.Text, "one letter", IsRequired: true)],
            slots => input => input.Answer.FirstOrDefault(char.IsLetterOrDigit) is var first
                && char.ToLowerInvariant(first) == char.ToLowerInvariant(slots.Text("letter")[0]),
            slots => [($"{slots.Text("letter")}0", true), ($"0{slots.Text("letter")}", false), ($"\"{slots.Text("letter").ToUpperInvariant()}0\"", true)]),
        new(
            "letter_count", "The letter occurs so often, small or capital, inside words too.",
            [new("letter", SlotType.Text, "one letter", IsRequired: true), s_min, s_max],
            slots =>
            {
                var (letter, bounds) = (char.ToLowerInvariant(slots.Text("letter")[0]), slots.Bounds());
                return input => bounds.Hold(input.Answer.Count(c => char.ToLowerInvariant(c) == letter));
            },
            slots =>
            {
                var (letter, bounds) = (slots.Text("letter"), slots.Bounds());
                return bounds.Beside(0).Where(n => n <= 200)
                    .Select(n => ($"7 {string.Concat(Enumerable.Repeat(letter.ToLowerInvariant(), n))} 7", bounds.Hold(n)))
                    .Append((string.Concat(Enumerable.Repeat(letter.ToUpperInvariant(), (int)(bounds.Min ?? bounds.Max ?? 1))) + " 7", true));
            }),
        new(
            "number_format", "The whole answer is one number, with the unit behind it and so many digits behind its point where these are given.",
            [
                new("unit", SlotType.Text, "the unit, as it is written", IsRequired: false),
                new("places", SlotType.Count, "digits behind the point", IsRequired: false),
            ],
            slots => input => NumberFormat.Has(input.Answer, slots.TextOrNull("unit"), slots.Number("places")),
            slots => NumberFormat.Probes(slots.TextOrNull("unit"), slots.Number("places"))),
    ];
}
