using Rlar.Agents.Drafts;
using Rlar.Rewards.Reading.Language;

namespace Rlar.Agents.Templates;

/// <summary>Templates about the form of the whole answer: format, JSON, headings, case, language, sorting, quotes, digits.</summary>
internal static class FormKinds
{
    private const string Quotes = "\"“”„«»";

    internal static IReadOnlyList<TemplateKind> All { get; } =
    [
        new(
            "format", "The whole answer has the format: " + string.Join("; ", AnswerFormats.All.Select(format => $"{format.Kind} ({format.Meaning})")) + ".",
            [new("kind", SlotType.Choice, "the format", IsRequired: true, [.. AnswerFormats.All.Select(format => format.Kind)])],
            slots => input => AnswerFormats.Has(slots.Text("kind"), input.Answer),
            slots =>
            {
                var (_, _, right, wrong) = AnswerFormats.All.First(format => format.Kind == slots.Text("kind"));
                return [.. right.Select(text => (text, true)), .. wrong.Select(text => (text, false)), ($"It is {right[0]} today", false)];
            }),
        new(
            "json_keys", "The whole answer is a JSON object with these keys at its top level; others may be there.",
            [new("keys", SlotType.Texts, "the keys, as they are written", IsRequired: true)],
            slots => input => JsonAnswers.HasKeys(input.Answer, slots.Texts("keys")),
            slots => Objects(slots.Texts("keys"))),
        new(
            "json_type", "The whole answer is a JSON object whose key has a value of the type.",
            [
                new("key", SlotType.Text, "the key, as it is written", IsRequired: true),
                new("type", SlotType.Choice, "the type", IsRequired: true, [.. JsonAnswers.Types]),
            ],
            slots => input => JsonAnswers.HasType(input.Answer, slots.Text("key"), slots.Text("type")),
            slots => JsonAnswers.TypeProbes(slots.Text("key"), slots.Text("type"))),
        new(
            "sections", "A heading line (# Title, **Title** or Title:) for each title, in order.",
            [new("titles", SlotType.Texts, "the titles, in order; capitals are the same letters", IsRequired: true)],
            slots => input => Headings.Has(input.Answer, slots.Texts("titles")),
            slots =>
            [
                (string.Join('\n', slots.Texts("titles").Select(title => $"## {title}\ntext")), true),
                (string.Join('\n', slots.Texts("titles").SkipLast(1).Select(title => $"## {title}\ntext").Append("text")), false),
                (string.Join(" and ", slots.Texts("titles")), false),
            ]),
        new(
            "language", "The answer is in the language, as the detector of 'ifeval' tells it (ISO 639-1 code; zh-cn for Chinese). A few words may be too few.",
            [new("code", SlotType.Choice, "the language's code", IsRequired: true, [.. LanguageDetector.Languages])],
            slots => input => LanguageDetector.Detect(input.Answer) == slots.Text("code"),
            slots => LanguageSamples.Beside(slots.Text("code"))),
        new(
            "letter_case",
            "upper: a letter and no small one; lower: a letter and no capital; title: every word that begins with a letter begins with a capital.",
            [new("case", SlotType.Choice, "the case", IsRequired: true, "upper", "lower", "title")],
            slots => LetterCase(slots.Text("case")),
            slots => [("THE RAIN", slots.Text("case") != "lower"), ("the rain", slots.Text("case") == "lower"), ("The Rain", slots.Text("case") == "title"),
                ("The rain", false), ("THE RAIn", slots.Text("case") == "title"), ("12", false)]),
        new(
            "sorted_list",
            "The items (lines, else what commas or semicolons separate, else numbers between blanks), at least two, are sorted; equal neighbours are. "
            + "Numbers by value, texts by letters without case.",
            [new("order", SlotType.Choice, "the order", IsRequired: true, "ascending", "descending")],
            slots => input => SortedItems.Are(input.Answer, slots.Text("order") == "descending"),
            slots => [("1, 2, 10", slots.Text("order") == "ascending"), ("10, 2, 1", slots.Text("order") == "descending"), ("1, 10, 2", false)]),
        new(
            "quote_wrapped", "The answer begins and ends with a double quotation mark, with something between.", [],
            _ => input => input.Answer.Length > 2 && Quotes.Contains(input.Answer[0], StringComparison.Ordinal)
                && Quotes.Contains(input.Answer[^1], StringComparison.Ordinal),
            _ => [("\"It rains\"", true), ("It rains", false), ("\"It rains", false), ("It \"rains\"", false)]),
        new(
            "no_digits", "No digit is in the answer.", [],
            _ => input => !input.Answer.Any(char.IsDigit),
            _ => [("three cats", true), ("3 cats", false), ("version v2", false)]) { IsProhibition = true },
        new(
            "has_digits", "At least one digit is in the answer.", [],
            _ => input => input.Answer.Any(char.IsDigit),
            _ => [("three cats", false), ("3 cats", true), ("version v2", true)]),
        new(
            "single_line", "The answer has no line break.", [],
            _ => input => !input.Answer.AsSpan().ContainsAny('\n', '\r', '\u2028'),
            _ => [("one line", true), ("one\ntwo", false)]),
        new(
            "equals_reference", "The whole answer is one of the row's references.",
            [new("ignore_case", SlotType.Flag, "whether capitals are the same letters; default false", IsRequired: false)],
            slots =>
            {
                var comparison = slots.Flag("ignore_case") ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
                return input => input.References.Any(reference => input.Answer.Equals(reference.Trim(), comparison));
            },
            _ => []) { Needs = DraftNeeds.Reference },
    ];

    private static Func<TemplateInput, bool> LetterCase(string wanted) => wanted switch
    {
        "upper" => input => input.Answer.Any(char.IsLetter) && !input.Answer.Any(char.IsLower),
        "lower" => input => input.Answer.Any(char.IsLetter) && !input.Answer.Any(char.IsUpper),
        _ => input => input.Answer.Any(char.IsLetter) && input.Answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .All(word => !char.IsLower(word.FirstOrDefault(char.IsLetterOrDigit))),
    };

    private static IEnumerable<(string, bool)> Objects(string[] keys)
    {
        string Object(IEnumerable<string> names) =>
            "{" + string.Join(", ", names.Select(name => $"\"{System.Text.Json.JsonEncodedText.Encode(name)}\": 1")) + "}";
        yield return (Object(keys), true);
        yield return (Object(keys.Append("more")), !keys.Contains("more"));
        yield return (Object(keys.Skip(1)), false);
        yield return (Object(keys) + " done", false);
        yield return ($"{{\"inside\": {Object(keys)}}}", keys is ["inside"]);
        yield return (string.Join(", ", keys), false);
    }
}
