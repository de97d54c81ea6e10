using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>Rules about counts and numbers.</summary>
internal static partial class ClauseReader
{
    private static TemplateExpression? UnitCount(Clause clause)
    {
        if (Only(clause, "unit") is not { } unit || clause.Items.Any(item => item.Kind == TokenKind.Text) || SpeaksOfParts(clause))
            return null;
        if (Enumerable.Range(1, Math.Max(0, clause.Count - 1))
            .Any(i => clause.Items[i].Is("num") && clause.Items[i - 1].Text.EndsWith("number", StringComparison.OrdinalIgnoreCase)))
            return null; // "the number 7"
        var quantities = Quantity.Read(clause);
        if (quantities.Count == 0 && unit is "bullet" or "numbered" && clause.Items.Any(item => item.Text.Contains("list", StringComparison.OrdinalIgnoreCase)))
            quantities.Add(new Quantity(1, null, null, null, IsBare: false));
        if (quantities is not [var quantity] || clause.Items.Any(item => item.Is("freq") || item.Is("neg") && item.Text == "zero"))
            return null;
        for (var i = 0; i < clause.Count; i++)
        {
            if (clause.Items[i].Is("penalty") || clause.Items[i].Text == "," && clause.Has("penalty"))
                clause.Use(i);
        }

        // A word that is not known may say how a bare number bounds.
        if (quantity.IsBare && Enumerable.Range(0, clause.Count).Any(i => clause.Items[i].Meanings.Count == 0 && i >= clause.SubjectEnd
            && Enumerable.Range(Math.Max(0, i - 2), 5).Any(near => near < clause.Count && clause.Items[near].Is("num"))))
            return null;
        var isNegated = clause.Items.Count(item => item.Is("penalty") && !item.Is("fill")) % 2 == 1;

        // "a single bullet ruins it": so do two.
        if (isNegated && quantity is { IsBare: true, Min: 1 })
            quantity = new Quantity(1, null, null, null, IsBare: false);
        if (clause.Negations > 0 || !clause.IsExplained("unit", "has", "mention", "number", "each", "-"))
            return null;
        return Checks.Count($"{unit}_count", quantity, isNegated);
    }

    private static TemplateExpression? Frequency(Clause clause)
    {
        var at = Find(clause, "freq");
        Quantity? quantity = null;
        if (at >= 0)
        {
            // "at least twice", "twice or more"
            var number = clause.Items[at].Number;
            clause.Use(at);
            var before = at > 0 && clause.Items[at - 1].Is("bound") ? clause.Items[at - 1].ValueOf("bound") : null;
            var after = at + 1 < clause.Count ? clause.Items[at + 1].ValueOf("post") ?? clause.Items[at + 1].ValueOf("bound") : null;
            if (before is not null)
                clause.Use(at - 1);
            if (after is not null)
                clause.Use(at + 1);
            var denial = Find(clause, "neg");
            if (before is "above" or "below" && denial >= 0 && clause.Items.Count(item => item.Is("neg")) == 1)
            {
                clause.Use(denial);
                before = before == "above" ? "max" : "min";
            }

            // "two or three times"
            var low = at >= 2 && (clause.Items[at - 1].Is("or") || clause.Items[at - 1].Is("to")) && (clause.Items[at - 2].Is("num")
                || clause.Items[at - 2].Is("freq"))
                ? clause.Items[at - 2].Number
                : (double?)null;
            if (low is not null)
            {
                clause.Use(at - 1);
                clause.Use(at - 2);
                if (at >= 3 && clause.Items[at - 3].Is("between"))
                    clause.Use(at - 3);
            }

            quantity = low is { } least && least < number ? new Quantity(least, number, null, null, false) : (before ?? after) switch
            {
                "min" => new Quantity(number, null, null, null, false),
                "max" => new Quantity(null, number, null, null, false),
                "above" => new Quantity(null, null, number, null, false),
                "below" => new Quantity(null, null, null, number, false),
                _ => new Quantity(number, number, null, null, false),
            };
        }
        else if (Find(clause, "times") >= 0 && Quantity.Read(clause) is [var counted])
        {
            quantity = counted;
        }

        // "at least once but no more than three times"
        if (quantity is { Least: not null, Most: null } low2 && Find(clause, "freq", at + 1) is > 0 and var second
            && clause.Items[second - 1].Is("bound", "max"))
        {
            clause.Use(second);
            clause.Use(second - 1);
            if (clause.Items[second - 2].Is("and"))
                clause.Use(second - 2);
            quantity = new Quantity(low2.Least, clause.Items[second].Number, null, null, false);
        }

        if (quantity is null || Enumerable.Range(0, clause.Count).Any(i => clause.Items[i].Is("freq") && !clause.Used[i])
            || FindTexts(clause) is not { Texts: [var text] })
            return null;
        if (clause.Has("letter") && text.Length == 1 && char.IsLetter(text[0]))
            return null; // letters inside words are another count
        var isNegated = clause.Negations % 2 == 1;
        if (Enumerable.Range(0, clause.Count)
            .Any(i => clause.Items[i].Is("neg") && !clause.Used[i]) || !clause.IsExplained("noun", "mention", "has", "times", "unit", "penalty", "letter"))
            return null;
        return text.Any(char.IsLetterOrDigit)
            ? Checks.Count("word_frequency", quantity, isNegated, ("text", text))
            : Checks.Count("count_of", quantity, isNegated, ("text", text));
    }

    // "exactly three commas", "at least one question mark"
    private static TemplateExpression? SymbolCount(Clause clause)
    {
        if (Only(clause, "sym") is not { } symbol || Find(clause, "times") >= 0 || Find(clause, "freq") >= 0)
            return null;
        if (Quantity.Read(clause) is not [var quantity])
            return null;
        var isNegated = clause.Negations % 2 == 1;
        if (clause.Items.Any(item => item.Is("neg")) || !clause.IsExplained("sym", "has", "mention", "penalty"))
            return null;
        return Checks.Count("count_of", quantity, isNegated, ("text", symbol));
    }

    /// <summary>What a clause with bounds alone says of what the clause before it counted: "0 or lower, or else 100 or higher".</summary>
    internal static List<TemplateExpression> Carried(List<Item> items, string name)
    {
        var clause = new Clause(items, isFirst: false);
        if (Quantity.Read(clause) is not [{ IsBare: false } quantity] || clause.Negations > 0 || !clause.IsExplained())
            return [];
        if (name == "number_range")
            return [Checks.Of(name, ("min", quantity.Min), ("max", quantity.Max), ("above", quantity.Above), ("below", quantity.Below))];
        return name is "word_count" or "sentence_count" or "paragraph_count" or "line_count" or "char_count" or "bullet_count" or "numbered_count"
            or "item_count" && Checks.Count(name, quantity, isNegated: false) is { } count ? [count] : [];
    }

    // "The answer should be no lower than 3."
    private static bool IsAnswerItself(Clause clause) => clause.Items
        .Any(item => item.Text.ToLowerInvariant() is "answer" or "result" or "solution" or "antwort" or "ergebnis" or "réponse" or "respuesta")
        && !clause.Items.Any(item => item.Text.ToLowerInvariant() is "long" or "length" or "size" or "times" or "time" or "in length");

    private static TemplateExpression? NumberInRange(Clause clause)
    {
        if (!clause.Has("number") && !IsAnswerItself(clause) || clause.Has("unit") || clause.Has("sort") || clause.Has("digits") && !clause.Items
            .Any(item => item.Is("digits") && item.Is("number")))
            return null;
        if (clause.Has("commas") || clause.Has("places") || clause.Has("measure")
            || clause.Items.Any(item => item.Text.ToLowerInvariant() is "items" or "entries" or "elements" or "list" or "lists"))
            return null;
        if (clause.Items.Any(item => item.Text.ToLowerInvariant() is "all" or "every" or "each" or "both" or "all of the"))
            return null;
        var sign = clause.Items.FirstOrDefault(item => item.Is("sign"))?.ValueOf("sign");
        if (sign is not null)
        {
            return clause.Negations == 0 && Quantity.Read(clause) is [] && clause.IsExplained("number", "end", "sign")
                ? Checks.Of("number_range", (sign == "negative" ? "below" : "above", 0.0))
                : null;
        }

        if (Quantity.Read(clause) is not [{ IsBare: false } quantity])
            return null;
        var isNegated = clause.Negations % 2 == 1;
        if (Enumerable.Range(0, clause.Count)
            .Any(i => clause.Items[i].Is("neg") && !clause.Used[i]) || !clause.IsExplained("number", "end", "has", "penalty", "fmt", "between", "digits"))
            return null;
        var range = Checks.Of("number_range", ("min", quantity.Min), ("max", quantity.Max), ("above", quantity.Above), ("below", quantity.Below));
        return isNegated
            ? (quantity.Min, quantity.Max, quantity.Above, quantity.Below) switch
            {
                ({ } min, null, null, null) => Checks.Of("number_range", ("below", min)),
                (null, { } max, null, null) => Checks.Of("number_range", ("above", max)),
                (null, null, { } above, null) => Checks.Of("number_range", ("max", above)),
                (null, null, null, { } below) => Checks.Of("number_range", ("min", below)),
                _ => TemplateExpression.Not(range),
            }
            : range;
    }
}
