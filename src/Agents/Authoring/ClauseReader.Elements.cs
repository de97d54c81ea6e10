using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>Rules about the things in an answer, its items and their likeness, numbers with units, tags, and what the row carries.</summary>
internal static partial class ClauseReader
{
    // Words that a part of an answer has, and that say nothing of the whole where no count is given.
    private static readonly HashSet<string> s_looks = new(StringComparer.Ordinal) { "bold", "italic", "markdown", "formula", "question", "html-tag" };

    // "at least two citations", "no emojis", "a code block"
    private static TemplateExpression? ElementCount(Clause clause)
    {
        if (Only(clause, "elem") is not { } kind || SpeaksOfParts(clause) || clause.Has("json"))
            return null;
        if (Find(clause, "elem") is > 0 and var named && clause.Items[named - 1].Text.ToLowerInvariant() is "the" or "this" && kind == "question")
            return null; // "the answer to the question"

        for (var i = 0; i < clause.Count; i++)
        {
            // "a link starting with https://"
            if (kind == "url" && (clause.Items[i].Is("start") || clause.Items[i].Text.ToLowerInvariant() is "http://" or "https://"))
                clause.Use(i);
            else if (kind == "postscript" && clause.Items[i].Text.StartsWith("P.", StringComparison.OrdinalIgnoreCase))
                clause.Use(i);
            else if (clause.Items[i].Kind == TokenKind.Text)
                return null;
        }

        var quantities = Quantity.Read(clause);
        var isNegated = !IsEven(clause);
        if (quantities.Count > 1 || clause.Negations > 1 || clause.Has("freq") || clause.Has("fmt") && kind is not ("url" or "email"))
            return null;
        if (kind == "postscript")
        {
            for (var i = 0; i < clause.Count; i++)
            {
                if (Clause.IsOneOf(clause.Items[i], ["start", "end", "elem"]))
                    clause.Use(i);
            }
        }

        var asks = clause.Has("has") || clause.Has("mention") || clause.Has("present") || clause.Has("wrap");
        if (quantities.Count == 0 && !isNegated && !asks || quantities.Count == 0 && !isNegated && s_looks.Contains(kind) && !asks)
            return null;
        if (kind is "url" or "email" && clause.Has("fmt") && !asks && !isNegated && quantities is [] or [{ IsBare: true, Min: 1 }])
            return null;
        if (isNegated && quantities.Count > 0)
            return null;
        var isOfWords = kind is "bold" or "italic" or "capital-word" or "hashtag" or "highlight" or "first-person" or "second-person" or "emoji";
        if (!clause.IsExplained("elem", "has", "mention", "neg", "penalty", "noun", "present", "fmt", "times", "wrap",
                kind == "highlight" ? "section" : "elem", isOfWords ? "unit" : "elem")
            || clause.Items.Any(item => item.Is("unit") && !item.Is("elem")) && !isOfWords)
            return null;
        return isNegated
            ? Checks.Of("element_count", ("kind", kind), ("max", 0.0))
            : Checks.Count("element_count", quantities.Count == 0 ? new Quantity(1, null, null, null, IsBare: false) : quantities[0], false, ("kind", kind));
    }

    // "should have at least three items": of a list with marks or numbers
    private static TemplateExpression? ListItems(Clause clause) => clause.Has("has") && clause.Has("entry") && !clause.Has("commas") && clause.Negations == 0
        && clause.Items.Any(item => item.Text.ToLowerInvariant() is "items" or "item" or "entries") && !clause.Has("json") && !clause.Has("unit")
        && !clause.Items.Any(item => item.Kind == TokenKind.Text) && Quantity.Read(clause) is [var quantity] && clause.IsExplained("has", "entry", "sorted")
            ? Checks.Count("element_count", quantity, isNegated: false, ("kind", "list-item"))
            : null;

    // "ASCII only"
    private static TemplateExpression? Ascii(Clause clause) => clause.Has("ascii") && IsEven(clause) && clause.Negations == 0
        && clause.IsExplained("ascii", "mention", "has", "unit", "letter") && Quantity.Read(clause) is []
            ? Checks.Of("element_count", ("kind", "non-ascii"), ("max", 0.0))
            : null;

    // "a comma separated list of exactly four items"
    private static TemplateExpression? ItemCount(Clause clause)
    {
        if (!clause.Has("commas") || clause.Negations > 0 || clause.Items.Any(item => item.Kind == TokenKind.Text)
            || Quantity.Read(clause) is not [var quantity])
            return null;
        var unit = Only(clause, "unit");
        return unit is null or "word" && clause.IsExplained("commas", "entry", "sorted", "unit", "number", "has", "key", "tags", "noun")
            ? Checks.Count("item_count", quantity, isNegated: false)
            : null;
    }

    // "no repeated lines", "all lines are unique"
    private static TemplateExpression? Distinct(Clause clause)
    {
        var (isSame, isUnique) = (clause.Has("same"), clause.Has("unique"));
        if (isSame == isUnique || isUnique && clause.Negations > 0 || isSame && IsEven(clause) || clause.Items.Any(item => item.Kind == TokenKind.Text))
            return null;
        var of = Only(clause, "unit") is { } unit ? unit switch { "line" or "word" or "sentence" or "paragraph" => unit, _ => null }
            : clause.Has("entry") ? "item" : null;
        return of is not null && clause.IsExplained("same", "unique", "unit", "entry", "neg", "penalty", "has", "mention", "each", "commas")
            ? Checks.Of("distinct", ("of", of))
            : null;
    }

    // "starts with the letter s": small or capital, and not the word "s".
    private static TemplateExpression? FirstLetter(Clause clause)
    {
        var at = Find(clause, "letter");
        if (at < 0 || !clause.Has("start") || clause.Negations > 0)
            return null;
        var letter = Enumerable.Range(at + 1, clause.Count - at - 1).FirstOrDefault(
            i => clause.Items[i].Text is [var one] && char.IsLetter(one) && (clause.Items[i].Kind == TokenKind.Text || i == clause.Count - 1), -1);
        if (letter < 0)
            return null;
        clause.Use(letter);
        return clause.IsExplained("letter", "start", "has", "mention")
            ? Checks.Of("first_letter", ("letter", clause.Items[letter].Text.ToLowerInvariant()))
            : null;
    }

    // "a number followed by the unit kg", "a number with two decimal places"
    private static TemplateExpression? NumberShape(Clause clause)
    {
        var (measure, places) = (Find(clause, "measure"), Find(clause, "places"));
        if (measure < 0 && places < 0 || clause.Negations > 0 || clause.Has("unit") || clause.Has("has") && places < 0)
            return null;
        double? digits = null;
        if (places >= 0)
        {
            if (Quantity.Read(clause) is not [{ Min: { } count } quantity] || quantity.Max != count)
                return null;
            digits = count;
        }

        string? unit = null;
        if (measure >= 0)
        {
            var next = measure + 1;
            if (next < clause.Count && clause.Items[next].Text == ":")
                clause.Use(next++);
            if (next >= clause.Count || clause.Items[next].Meanings.Count > 0 && clause.Items[next].Kind != TokenKind.Text || !clause.Has("number"))
                return null;
            unit = clause.Items[next].Text;
            clause.Use(next);
        }

        for (var i = 0; i < clause.Count; i++)
        {
            if (clause.Items[i].Kind == TokenKind.Text && NumberFormat.Has(clause.Items[i].Text, unit, digits))
                clause.Use(i);
        }

        return clause.IsExplained("measure", "places", "number", "fmt", "example", "before", "has", "and")
            ? Checks.Of("number_format", ("unit", unit), ("places", digits))
            : null;
    }

    // "in <answer> and </answer> tags": what opens stands before what closes.
    private static TemplateExpression? Tags(Clause clause)
    {
        var texts = clause.Items.Select((item, index) => (item, index)).Where(pair => pair.item.Kind == TokenKind.Text).ToList();
        if (texts.Count is < 1 or > 2 || clause.Negations > 0 || texts.Exists(pair => pair.item.Text is not ['<', .., '>']))
            return null;
        var open = texts[0].item.Text;
        if (open.StartsWith("</", StringComparison.Ordinal) || texts.Count == 2 && texts[1].item.Text != $"</{open[1..]}")
            return null;
        if (texts.Count == 1 && !clause.Has("tags"))
            return null;
        foreach (var (_, index) in texts)
            clause.Use(index);
        if (texts.Count == 2)
            clause.Use(texts[0].index + 1);
        return clause.IsExplained("tags", "wrap", "has", "mention", "noun", "between", "and", "start", "end")
            ? Checks.Of("order", ("texts", new[] { open, $"</{open[1..]}" }))
            : null;
    }

    // "contains 'a' or 'b' but not both"
    private static TemplateExpression? EitherAlone(Clause clause)
    {
        if (!clause.Has("xor") || !(clause.Has("has") || clause.Has("mention")))
            return null;
        var texts = clause.Items.Where(item => item.Kind == TokenKind.Text).Select(item => Checks.Of("contains", ("text", item.Text))).ToList();
        if (texts.Count != 2)
            return null;
        for (var i = 0; i < clause.Count; i++)
        {
            if (clause.Items[i].Kind == TokenKind.Text || Clause.IsOneOf(clause.Items[i], ["xor", "or", "and", "oneof"]) || clause.Items[i].Text is "(" or ")")
                clause.Use(i);
        }

        return clause.IsExplained("has", "mention", "noun")
            ? Checks.All([Checks.Any(texts), TemplateExpression.Not(TemplateExpression.AllOf(texts))])
            : null;
    }

    // "the reference answer must appear somewhere", "the last number must equal the reference"
    private static TemplateExpression? RowReference(Clause clause)
    {
        if (!clause.Has("ref") || clause.Negations > 0 || clause.Items.Any(item => item.Kind is TokenKind.Text or TokenKind.Number) || clause.Has("unit"))
            return null;
        if (clause.Has("equal"))
        {
            return clause.Items.Any(item => item.Is("number") && (item.Text.Contains("last", StringComparison.OrdinalIgnoreCase)
                    || item.Text.Contains("final", StringComparison.OrdinalIgnoreCase))) && clause.IsExplained("ref", "equal", "number", "end", "has")
                ? Checks.Of("number_is_reference")
                : null;
        }

        return (clause.Has("has") || clause.Has("mention")) && clause.IsExplained("ref", "has", "mention", "anycase", "noun")
            ? Checks.Of("contains_reference")
            : null;
    }

    // "must repeat the prompt word for word", "must not repeat the question"
    private static TemplateExpression? Echo(Clause clause)
    {
        if (!clause.Has("echo") || !clause.Has("ask") || clause.Items.Any(item => item.Kind is TokenKind.Text or TokenKind.Number))
            return null;
        var isNegated = !IsEven(clause);
        var isVerbatim = clause.Items.Any(item => item.Text.ToLowerInvariant() is "word for word" or "verbatim" or "exactly" or "exactly as written");
        for (var i = 0; i < clause.Count; i++)
        {
            if (clause.Items[i].Is("bound", "exact") || clause.Items[i].Text.ToLowerInvariant() is "before anything else")
                clause.Use(i);
        }

        var isStart = clause.Has("start") || clause.Items.Any(item => item.Text.Equals("before anything else", StringComparison.OrdinalIgnoreCase));
        if (!isNegated && !isVerbatim || isNegated && isStart || !clause.IsExplained("echo", "ask", "start", "neg", "mention"))
            return null;
        var echo = Checks.Of("prompt_echo", ("place", isStart ? "start" : "anywhere"));
        return isNegated ? TemplateExpression.Not(echo) : echo;
    }

    // "the JSON's 'count' must be an integer"
    private static TemplateExpression? JsonType(Clause clause)
    {
        var texts = clause.Items.Where(item => item.Kind == TokenKind.Text).ToList();
        if (!clause.Has("json") || texts.Count != 1 || clause.Negations > 0)
            return null;
        var types = clause.Items.Where(item => item.Kind != TokenKind.Text).Select(item => item.Is("fmt", "integer") ? "integer" : item.ValueOf("jtype"))
            .OfType<string>().Distinct().Where(type => type != "number" || !clause.Has("fmt", "integer")).ToList();
        if (types is not [var type])
            return null;
        clause.Use(clause.Items.ToList().IndexOf(texts[0]));
        return clause.IsExplained("json", "jtype", "fmt", "key", "number", "has", "noun", "digits")
            ? Checks.Of("json_type", ("key", texts[0].Text), ("type", type))
            : null;
    }

    // "the letter q at least 5 times"
    private static TemplateExpression? LetterCount(Clause clause)
    {
        var at = Find(clause, "letter");
        if (at < 0 || at + 1 >= clause.Count || clause.Items[at + 1].Text is not [var letter] || !char.IsLetter(letter) || clause.Negations > 0)
            return null;
        clause.Use(at + 1);
        var freq = Find(clause, "freq");
        Quantity? quantity = null;
        if (freq > 0)
        {
            clause.Use(freq);
            var bound = clause.Items[freq - 1].ValueOf("bound");
            if (bound is not null)
                clause.Use(freq - 1);
            var count = clause.Items[freq].Number;
            quantity = bound switch
            {
                "min" => new Quantity(count, null, null, null, false),
                "max" => new Quantity(null, count, null, null, false),
                "above" => new Quantity(null, null, count, null, false),
                "below" => new Quantity(null, null, null, count, false),
                _ => new Quantity(count, count, null, null, false),
            };
        }
        else if (clause.Has("times") && Quantity.Read(clause) is [var read])
        {
            quantity = read;
        }

        return quantity is not null && clause.IsExplained("letter", "has", "mention", "times", "noun")
            ? Checks.Count("letter_count", quantity, isNegated: false, ("letter", letter.ToString().ToLowerInvariant()))
            : null;
    }

    // "exactly two different responses separated by 6 asterisk symbols: ******"
    private static TemplateExpression? Separated(Clause clause)
    {
        var at = clause.Items.ToList().FindIndex(item => item.Text.StartsWith("separated", StringComparison.OrdinalIgnoreCase) || item.Is("separator"));
        var text = clause.Items.ToList().FindIndex(Math.Max(at, 0), item => item.Kind == TokenKind.Text && !item.Text.Any(char.IsLetterOrDigit));
        if (at < 0 || text < 0 || clause.Negations > 0 || clause.Items.Count(item => item.Kind == TokenKind.Text) != 1)
            return null;
        var separator = clause.Items[text].Text;
        for (var i = at; i <= text; i++)
        {
            if (clause.Items[i].Is("num") && clause.Items[i].Number != separator.Length)
                return null;
            if (i == text || clause.Items[i].Is("num") || Clause.IsOneOf(clause.Items[i], ["separator", "sym", "fill", "noun", "unit", "modal", "elem"])
                || clause.Items[i].Text is ":" or "(" or ",")
                clause.Use(i);
        }

        if (text + 1 < clause.Count && clause.Items[text + 1].Text == ")")
            clause.Use(text + 1);
        return Quantity.Read(clause) is [var quantity] && clause.IsExplained("subj", "unit", "entry", "section", "has", "separator", "noun")
            ? Checks.Count("item_count", quantity, isNegated: false, ("separator", separator))
            : null;
    }
}
