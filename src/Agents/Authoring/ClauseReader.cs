using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>What one clause requires, by rules that each must account for every word of it.</summary>
internal static partial class ClauseReader
{
    private delegate TemplateExpression? Rule(Clause clause);

    private static readonly Rule[] s_rules =
    [
        Empty, UnitCount, Frequency, SymbolCount, NumberInRange, Language, LetterCase, Sorted, Format, Json, Sections, OneOf, Order, Steps, Letter,
            QuoteWrapped,
            Digits,
        LineBreaks, Reference, NamedTexts, ElementCount, Ascii, ItemCount, Distinct, FirstLetter, NumberShape, Tags,
        EitherAlone, LetterCount, Separated, ListItems, RowReference, Echo, JsonType,
    ];

    /// <summary>Stands for a clause that says nothing.</summary>
    internal static TemplateExpression Nothing { get; } = TemplateExpression.AllOf([]);

    /// <summary>All that the clause can mean, each once; empty where no rule accounts for every word.</summary>
    internal static List<TemplateExpression> Read(IReadOnlyList<Item> items, bool isFirst)
    {
        var found = new List<TemplateExpression>();
        if (SpeaksOfPrompt(items))
            return found;
        foreach (var rule in s_rules)
        {
            if (rule(new Clause(items, isFirst)) is not { } expression)
                continue;
            if (ReferenceEquals(expression, Nothing))
                return [Nothing];
            if (!found.Exists(other => other.ToJson() == expression.ToJson()))
                found.Add(expression);
        }

        return found;
    }

    private static TemplateExpression? Empty(Clause clause) => clause.Items
        .All(item => Clause.IsOneOf(item, ["fill", "subj", "modal", "present", "verdict"]) && !item.Is("neg") && !item.Is("penalty")
        && !Clause.IsOneOf(item, ["fmt", "lang", "case", "sort", "json", "quotes", "bound", "between"]))
        ? Nothing
        : null;

    private static bool IsEven(Clause clause) => clause.Negations % 2 == 0;

    private static int Find(Clause clause, string name, int from = 0)
    {
        for (var i = from; i < clause.Count; i++)
        {
            if (clause.Items[i].Is(name))
                return i;
        }

        return -1;
    }

    /// <summary>The only value of a meaning in a clause; null where there is none or there are several.</summary>
    private static string? Only(Clause clause, string name)
    {
        var values = clause.Items.Select(item => item.ValueOf(name)).OfType<string>().Distinct().ToArray();
        return values is [var only] ? only : null;
    }

    // "the prompt ends in a colon": what the answer finds, and not what it is.
    private static bool SpeaksOfPrompt(IReadOnlyList<Item> items) => items
        .TakeWhile(item => !Clause.IsOneOf(item, ["has", "start", "end", "mention", "neg", "bound", "num"]) && item.Kind != TokenKind.Text)
        .Any(item => item.Text.ToLowerInvariant() is "prompt" or "user prompt" or "user message") && !items.Any(item => item.Is("echo"));

    // "a link starting with https://": the start of a link, and not of the answer.
    private static bool SpeaksOfElements(Clause clause) => clause.Items.Any(item => item.Is("elem") && !item.Is("noun") && !item.Is("sym") && !item.Is("subj"));

    // "each sentence has …" is about the parts of an answer, which no template sees.
    private static bool SpeaksOfParts(Clause clause) =>
        Enumerable.Range(0, clause.Count - 1).Any(i => clause.Items[i].Is("each") && clause.Items[i + 1].Is("unit"));
}
