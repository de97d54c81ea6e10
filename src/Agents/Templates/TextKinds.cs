namespace Rlar.Agents.Templates;

/// <summary>Templates about a named text: whether it is there, where, how often, in which order.</summary>
internal static class TextKinds
{
    private static readonly TemplateSlot s_text = new("text", SlotType.Text, "the text", IsRequired: true);
    private static readonly TemplateSlot s_case = new(
        "case", SlotType.Choice, "any: capitals are the same letters; exact: they are not; absent: any for a text in small letters, else exact",
        IsRequired: false, "any", "exact");

    private static readonly TemplateSlot s_min = new("min", SlotType.Count, "the least count", IsRequired: false);
    private static readonly TemplateSlot s_max = new("max", SlotType.Count, "the greatest count", IsRequired: false);

    internal static IReadOnlyList<TemplateKind> All { get; } =
    [
        new(
            "contains", "The text is in the answer, as whole words: 'may' is not in 'maybe'.", [s_text, s_case],
            slots => input => WordSearch.Find(input.Answer, slots.Text("text"), CaseOf(slots)) >= 0,
            slots => Present(slots.Text("text"), isRight: true)),
        new(
            "not_contains", "The text is not in the answer as whole words, in any case unless case says exact.", [s_text, s_case],
            slots =>
            {
                var comparison = slots.TextOrNull("case") == "exact" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
                return input => WordSearch.Find(input.Answer, slots.Text("text"), comparison) < 0;
            },
            slots => Present(slots.Text("text"), isRight: false)) { IsProhibition = true },
        new(
            "starts_with", "The answer's first characters are the text, which no letter or digit continues.", [s_text, s_case],
            slots => input => input.Answer.StartsWith(slots.Text("text"), CaseOf(slots)) && WordSearch.StandsAlone(input.Answer, 0, slots.Text("text")),
            slots => Edge(slots.Text("text"), atStart: true)),
        new(
            "ends_with", "The answer's last characters are the text (with its full stop or without, as it is written), which no letter or digit precedes.",
            [s_text, s_case],
            slots => input => input.Answer.EndsWith(slots.Text("text"), CaseOf(slots))
                && WordSearch.StandsAlone(input.Answer, input.Answer.Length - slots.Text("text").Length, slots.Text("text")),
            slots => Edge(slots.Text("text"), atStart: false)),
        new(
            "word_frequency", "The text occurs as whole words so often, in any case.", [s_text, s_min, s_max],
            slots =>
            {
                var bounds = slots.Bounds();
                return input => bounds.Hold(WordSearch.Count(input.Answer, slots.Text("text"), StringComparison.OrdinalIgnoreCase));
            },
            slots => Repeated(slots, " ")),
        new(
            "count_of", "The characters of the text occur so often, also inside words, as they are written.", [s_text, s_min, s_max],
            slots =>
            {
                var bounds = slots.Bounds();
                return input => bounds.Hold(TextCounts.Occurrences(input.Answer, slots.Text("text")));
            },
            slots => Repeated(slots, "a")),
        new(
            "order", "The texts are in the answer as whole words, each after the one before it.",
            [new("texts", SlotType.Texts, "the texts, in order", IsRequired: true), s_case],
            slots => input => InOrder(input.Answer, slots),
            slots => Orders(slots.Texts("texts"))),
        new(
            "letter_forbidden", "The letter is nowhere in the answer, in either case.", [new("letter", SlotType.Text, "one letter", IsRequired: true)],
            slots => input => !input.Answer.Contains(slots.Text("letter"), StringComparison.OrdinalIgnoreCase),
            slots => [($"7 {slots.Text("letter").ToUpperInvariant()}", false), ($"7 7{slots.Text("letter")}7", false), ("7 7", true)])
            { IsProhibition = true },
        new(
            "one_of", "The whole answer is one of the options; capitals are the same letters where the option has none.",
            [new("options", SlotType.Texts, "the options", IsRequired: true), s_case],
            slots => input => slots.Texts("options").Any(option => input.Answer.Equals(option, WordSearch.Case(option, slots.TextOrNull("case")))),
            slots => [.. slots.Texts("options")
                .Select(option => (option, true)), (string.Join(' ', slots.Texts("options").Append("or")), false), ("perhaps so", false),
                ("perhapsso", false)]),
        new(
            "matches", "The .NET pattern matches the whole answer; it has no back-references or look-around, and is matched in linear time.",
            [new("pattern", SlotType.Text, "the pattern", IsRequired: true)],
            AnswerPattern.Make,
            _ => []),
    ];

    private static StringComparison CaseOf(SlotValues slots) => WordSearch.Case(slots.Text("text"), slots.TextOrNull("case"));

    private static bool InOrder(string answer, SlotValues slots)
    {
        var from = 0;
        foreach (var text in slots.Texts("texts"))
        {
            var at = WordSearch.Find(answer, text, WordSearch.Case(text, slots.TextOrNull("case")), from);
            if (at < 0)
                return false;
            from = at + text.Length;
        }

        return true;
    }

    private static IEnumerable<(string, bool)> Present(string text, bool isRight)
    {
        yield return ($"I say {text} to that", isRight);
        yield return ("I say this to that", !isRight);
        yield return (text, isRight);
        if (char.IsLetter(text[^1]))
            yield return ($"I say {text}be to that", !isRight);
        if (char.IsLetter(text[0]))
            yield return ($"I say un{text} to that", !isRight);
    }

    private static IEnumerable<(string, bool)> Edge(string text, bool atStart)
    {
        yield return (atStart ? $"{text} and so on" : $"So it goes {text}", true);
        yield return (atStart ? $"So {text} and so on" : $"So it goes {text} today", false);
        yield return ("So it goes today", false);
        if (atStart && char.IsLetter(text[^1]))
            yield return ($"{text}ish and so on", false);
        if (!atStart && char.IsLetter(text[0]))
            yield return ($"So it goes un{text}", false);
    }

    private static IEnumerable<(string, bool)> Repeated(SlotValues slots, string between)
    {
        var bounds = slots.Bounds();
        foreach (var count in bounds.Beside(0).Where(count => count <= 100))
            yield return (between.Trim() + "x " + string.Join(between, Enumerable.Repeat(slots.Text("text"), count)) + " x", bounds.Hold(count));
    }

    private static IEnumerable<(string, bool)> Orders(string[] texts)
    {
        yield return (string.Join(" , ", texts), true);
        yield return (string.Join(" , ", texts.SkipLast(1)), false);
        if (texts.Distinct(StringComparer.OrdinalIgnoreCase).Count() == texts.Length)
            yield return (string.Join(" , ", texts.Reverse()), texts.Length == 1);
    }
}
