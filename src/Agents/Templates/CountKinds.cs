using System.Globalization;

namespace Rlar.Agents.Templates;

/// <summary>Templates that count: words, sentences, paragraphs, lines, characters, list items; and the range of a number.</summary>
internal static class CountKinds
{
    private static readonly TemplateSlot[] s_bounds =
    [
        new("min", SlotType.Count, "the least count", IsRequired: false),
        new("max", SlotType.Count, "the greatest count", IsRequired: false),
    ];

    internal static IReadOnlyList<TemplateKind> All { get; } =
    [
        Count("word_count", "So many words: runs between blanks that hold a letter or digit.", TextCounts.Words, n => Joined(n, " ", "word")),
        Count(
            "sentence_count", "So many sentences: ended by . ! ? or … before a blank or the end; an unfinished last one counts, 'Dr.' ends none.",
            TextCounts.Sentences, n => Joined(n, " ", "It rains.")),
        Count("paragraph_count", "So many paragraphs: blocks between blank lines.", TextCounts.Paragraphs, n => Joined(n, "\n\n", "It rains.\nIt pours.")),
        Count("line_count", "So many lines that are not blank.", TextCounts.Lines, n => Joined(n, "\n", "a line")),
        Count("char_count", "So many Unicode characters, blanks inside included, blanks around the answer not.", TextCounts.Characters, n => new string('x', n)),
        Count("bullet_count", "So many lines that begin with -, *, • or + and a blank.", TextCounts.Bullets, n => "List\n" + Joined(n, "\n", "- item")),
        Count(
            "numbered_count", "So many lines that begin with a number, a point or bracket and a blank.", TextCounts.NumberedItems,
            n => "List\n" + string.Join('\n', Enumerable.Range(1, n).Select(i => $"{i}. item"))),
        new(
            "number_range", "The last number of the answer lies in the range: min and max inclusive, above and below exclusive.",
            [
                new("min", SlotType.Number, "the least number", IsRequired: false), new("max", SlotType.Number, "the greatest number", IsRequired: false),
                new("above", SlotType.Number, "what it must be greater than", IsRequired: false),
                new("below", SlotType.Number, "what it must be less than", IsRequired: false),
            ],
            slots =>
            {
                var inRange = Range(slots);
                return input => LastNumber.Of(input.Answer) is { } number && inRange(number);
            },
            NumbersBeside),
    ];

    private static TemplateKind Count(string name, string meaning, Func<string, int> count, Func<int, string> write) => new(
        name,
        meaning,
        s_bounds,
        slots =>
        {
            var bounds = slots.Bounds();
            return input => bounds.Hold(count(input.Answer));
        },
        slots =>
        {
            var bounds = slots.Bounds();
            return bounds.Beside(name is "bullet_count" or "numbered_count" ? 0 : 1).Select(n => (write(n), bounds.Hold(n)));
        });

    private static string Joined(int count, string between, string part) => string.Join(between, Enumerable.Repeat(part, count));

    private static Func<double, bool> Range(SlotValues slots)
    {
        var (min, max, above, below) = (slots.Number("min"), slots.Number("max"), slots.Number("above"), slots.Number("below"));
        if (min is null && max is null && above is null && below is null)
            throw new TemplateException("$", "number_range: give min, max, above or below: without one every number is right.");
        if ((min ?? above) > (max ?? below))
            throw new TemplateException("$", "number_range: the range holds no number.");
        return number => !(number < min) && !(number > max) && !(number <= above) && !(number >= below);
    }

    private static IEnumerable<(string, bool)> NumbersBeside(SlotValues slots)
    {
        var inRange = Range(slots);
        foreach (var border in new[] { "min", "max", "above", "below" }.Select(slots.Number).OfType<double>().Distinct())
        {
            foreach (var number in new[] { border - 1, border, border + 1 })
                yield return (string.Create(CultureInfo.InvariantCulture, $"Of 3 I take {number}"), inRange(number));
        }

        yield return ("no number here", false);
    }
}
