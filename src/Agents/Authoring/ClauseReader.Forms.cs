using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>Rules about the form of the whole answer.</summary>
internal static partial class ClauseReader
{
    private static readonly HashSet<string> s_only = new(StringComparer.OrdinalIgnoreCase)
    {
        "only", "just", "solely", "purely", "strictly", "alone", "all", "every", "everything", "throughout", "nothing but", "whole", "entire", "entirely",
            "the whole thing",
        "full", "completely", "nur", "alles", "ausschließlich", "tout", "uniquement", "seulement", "todo", "solo", "sólo", "solamente", "each",
    };

    // Words behind "the key" that name none.
    private static readonly HashSet<string> s_articleLike = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "of", "in", "with", "to", "for", "on", "at", "by", "as", "it", "its", "is", "called", "named", "titled", "labelled", "which", "that",
        "only", "just", "present", "included", "and", "in it", "inside", "inside it", "required", "at the top level", "as top - level keys", "at top level",
        "nothing else", "no more", "exactly", "given", "following", "below", "above", "these", "those", "two", "three",
    };

    private static TemplateExpression? Language(Clause clause)
    {
        var codes = clause.Items.Select(item => item.ValueOf("lang")).OfType<string>().Distinct().ToArray();
        if (codes.Length == 0 || codes.Length > 1 && !clause.Has("or"))
            return null;
        var isRight = IsEven(clause);
        if (clause.Items.Any(item => item.Kind is TokenKind.Text or TokenKind.Number) || !clause.IsExplained("lang", "or", "neg", "penalty")
            || codes.Length > 1 && !isRight)
            return null;
        var inOne = Checks.Any([.. codes.Select(code => Checks.Of("language", ("code", code)))]);
        return isRight ? inOne : TemplateExpression.Not(inOne);
    }

    private static TemplateExpression? LetterCase(Clause clause)
    {
        if (Only(clause, "case") is not { } wanted || clause.Items
            .Any(item => item.Kind is TokenKind.Text or TokenKind.Number) || clause.Has("start") || clause.Has("end"))
            return null;
        var isRight = IsEven(clause);
        var at = Find(clause, "case");
        var text = clause.Items[at].Text.ToLowerInvariant();
        if (!clause.IsExplained("case", "letter", "unit", "each", "has", "mention", "neg", "penalty", "and"))
            return null;
        if (clause.Items.Skip(at).Any(item => item.Text.ToLowerInvariant() is "title" or "heading" or "headline" or "header" or "label" or "name"))
            return null; // a part of the answer
        if (isRight)
        {
            // "contain a capital letter" is another thing; "use capital letters" says "only" or nothing.
            var isOnly = clause.Items.Any(item => s_only.Contains(item.Text)) || text.Contains("only", StringComparison.Ordinal)
                || text.StartsWith("all", StringComparison.Ordinal);
            return clause.Negations > 0 || clause.Has("has") && !isOnly || clause.Has("mention") && !isOnly || (text == "capital" && !isOnly)
                ? null
                : Checks.Of("letter_case", ("case", wanted));
        }

        // "no capitals" leaves small letters; "not all in capitals" would not.
        var isNoun = at > 0 && (clause.Items[at - 1].Is("neg") || clause.Items[at - 1].Text == "any")
            && text is "uppercase" or "upper case" or "lowercase" or "lower case"
            || text.EndsWith(" letter", StringComparison.Ordinal)
                || text is "capitals" or "caps" or "majuscules" or "majuscule" or "minuscules" or "minuscule" or "mayúsculas" or "minúsculas"
            or "großbuchstaben" or "kleinbuchstaben"
            || text.EndsWith("letters", StringComparison.Ordinal)
            || (at + 1 < clause.Count && clause.Items[at + 1].Is("letter"));
        if (!isNoun || clause.Items.Any(item => item.Text.Equals("all", StringComparison.OrdinalIgnoreCase)) || wanted == "title"
            || text.StartsWith("all", StringComparison.Ordinal))
            return null;
        return Checks.Of("letter_case", ("case", wanted == "upper" ? "lower" : "upper"));
    }

    private static TemplateExpression? Sorted(Clause clause)
    {
        var order = Only(clause, "sort") ?? Superlative(clause);
        if (order is null || clause.Items.Any(item => item.Kind is TokenKind.Text or TokenKind.Number))
            return null;
        var isBySomething = clause.Items.Any(item => item.Text.ToLowerInvariant() is "length" or "long" or "size" or "date" or "by" or "short"
            && !item.Is("sort"));
        if (isBySomething || clause.Negations > 0)
            return null;

        // What is sorted may be anything: "countries in alphabetical order".
        var at = clause.Has("sort") ? Find(clause, "sort") : Find(clause, "super");
        for (var i = 0; i < at; i++)
        {
            if (clause.Items[i].Meanings.Count == 0 && i < 3)
                clause.Use(i);
        }

        return clause.IsExplained("sort", "sorted", "noun", "entry", "says", "number", "unit", "mention", "order",
            "each", "and", "has", "lang", "super", clause.Has("sort") ? "sort"
            : "start", clause.Has("sort") ? "sort" : "end") ? Checks.Of("sorted_list", ("order", order)) : null;
    }

    // "biggest number first"
    private static string? Superlative(Clause clause)
    {
        var at = Find(clause, "super");
        return at >= 0 && clause.Items.Skip(at + 1).Take(3).FirstOrDefault(item => item.Text.Contains("first", StringComparison.OrdinalIgnoreCase)) is not null
            ? clause.Items[at].ValueOf("super")
            : null;
    }

    private static TemplateExpression? Format(Clause clause)
    {
        var kind = Only(clause, "fmt");
        if (kind is null && clause.Items.Any(item => item.Is("fmt")))
            return null;
        if (kind is null && clause.Has("date") && clause.Items.Any(item => item.Kind == TokenKind.Text && AnswerFormats.Has("date-iso", item.Text)))
            kind = "date-iso";
        if (kind is null && clause.Has("time") && clause.Items.Any(item => item.Kind == TokenKind.Text && AnswerFormats.Has("time-24h", item.Text)))
            kind = "time-24h";
        if (kind is null || clause.Has("has"))
            return null;
        var quantities = Quantity.Read(clause);
        if (kind is "integer" or "decimal" && quantities is [{ IsBare: false } bounds] && clause.Negations == 0 && clause.IsExplained("fmt", "number", "and"))
        {
            var range = Checks.Of("number_range", ("min", bounds.Min), ("max", bounds.Max), ("above", bounds.Above), ("below", bounds.Below));
            return Checks.All([Checks.Of("format", ("kind", kind)), range]);
        }

        if (quantities is not ([] or [{ Min: 1, Max: 1 }] or [{ IsBare: true }]))
            return null;

        // An example of the format says nothing more; another text would.
        for (var i = 0; i < clause.Count; i++)
        {
            if (clause.Items[i].Kind == TokenKind.Text && AnswerFormats.Has(kind, clause.Items[i].Text))
                clause.Use(i);
            if (clause.Items[i].Is("example"))
                clause.Use(i);
            if (clause.Items[i].Kind == TokenKind.Number && i > 0 && clause.Items[i - 1].Is("example") && AnswerFormats.Has(kind, clause.Items[i].Text))
                clause.Use(i);
            else if (clause.Items[i].Kind == TokenKind.Number && clause.Items[i].Number != 1 && !AnswerFormats.Has(kind, clause.Items[i].Text))
                return null;
        }

        if (clause.Negations > 0 || !clause.IsExplained("fmt", "date", "number", "and", kind == "time-24h" ? "times" : "fmt", "time", "each"))
            return null;
        var first = Find(clause, "fmt");
        return first >= 0 && first < clause.SubjectEnd && clause.Items.Count(item => item.Is("fmt")) == 1 && !clause.Used[first] && IsSubject(clause, first)
            ? null
            : Checks.Of("format", ("kind", kind));
    }

    // "The email must …" says nothing of the answer being one, where nothing else does.
    private static bool IsSubject(Clause clause, int at) => at < clause.SubjectEnd;

    private static TemplateExpression? Json(Clause clause)
    {
        if (!clause.Has("json"))
            return null;
        // "the JSON must describe …": what it says, which no template reads
        if (clause.Items.Any(item => item.Text.StartsWith("describe", StringComparison.OrdinalIgnoreCase)))
            return null;
        var isNamed = Only(clause, "json") is not null;
        if (!isNamed || !IsEven(clause))
            return null;
        TextList? best = null;
        var used = clause.Used;
        for (var i = 0; i < clause.Count; i++)
        {
            var isIntro = clause.Items[i].Is("key") || clause.Items[i].Is("has")
                || clause.Items[i].Text.ToLowerInvariant() is "with" or "," or "in which" or ":" or "both" or "of" or "mit" or "avec" or "con" or "which"
                or "that has" or "where";
            if (!isIntro)
                continue;
            clause.Reset();
            var isBehindKey = clause.Items[i].Is("key");
            if (TextList.Read(clause, i + 1, item => IsKey(item, isBehindKey), "key", "json") is not { IsOr: false } list)
                continue;
            foreach (var index in Enumerable.Range(0, clause.Count)
                .Where(index => clause.Items[index].Is("num") && index + 1 < clause.Count && clause.Items[index + 1].Is("key")
                && clause.Items[index].Number == list.Texts.Count))
                clause.Use(index);
            if (clause.Negations == 0 && clause.IsExplained("json", "key", "has", "mention", "and", "each") && (best is null
                || list.Texts.Count > best.Texts.Count))
                (best, used) = (list, clause.Used);
        }

        if (best is not null)
            return Checks.Of("json_keys", ("keys", best.Texts.ToArray()));
        clause.Reset();
        return clause.IsExplained("json", "neg", "penalty") ? Checks.Of("format", ("kind", "json")) : null;

        static bool IsKey(Item item, bool isBehindKey) => item.Kind == TokenKind.Text
            || (item.IsElement && item.Kind == TokenKind.Word && !item.Is("key") && !item.Is("has") && !item.Is("modal") && !item.Is("json")
                && !item.Is("and") && !item.Is("neg") && (isBehindKey || !item.Is("ask"))
                && (!item.Is("fill") || isBehindKey && !s_articleLike.Contains(item.Text)
                    || item.Text.ToLowerInvariant() is "score" or "point" or "points" or "type" or "kind" or "grade" or "user" or "form" or "language"
                    or "format" or "success" or "total" or "count" or "style" or "task" or "goal" or "credit" or "criterion" or "student" or "length"
                    or "size" or "valid"));
    }

    private static TemplateExpression? Sections(Clause clause)
    {
        if (!clause.Has("section") || clause.Negations > 0)
            return null;
        var start = Enumerable.Range(0, clause.Count).Cast<int?>().FirstOrDefault(i => IsTitle(clause.Items[i!.Value]));
        if (start is null || TextList.Read(clause, start.Value, IsTitle, "section") is not { IsOr: false } list)
            return null;
        for (var i = 0; i + 1 < clause.Count; i++)
        {
            if (clause.Items[i].Text == "," && clause.Items[i + 1].Is("order"))
                clause.Use(i);
        }

        var quantities = Quantity.Read(clause);
        if (quantities.Count > 1 || quantities is [var quantity] && !clause.Items.Any(item => item.Text == "under")
            && (quantity.Least != list.Texts.Count || quantity.Most != list.Texts.Count))
            return null;
        return clause.IsExplained("section", "has", "mention", "order", "sorted", "each") ? Checks.Of("sections", ("titles", list.Texts.ToArray())) : null;

        static bool IsTitle(Item item) => item.Kind == TokenKind.Text || (item.IsElement && !item.Is("section") && (item.IsName
            || item.Meanings.Count == 0 && char.IsUpper(item.Text[0])));
    }

    private static TemplateExpression? QuoteWrapped(Clause clause)
    {
        for (var i = 0; i < clause.Count; i++)
        {
            if (clause.Items[i].Kind == TokenKind.Text && clause.Items[i].Meanings.Any(meaning => meaning.Name == "quotes"))
                clause.Use(i);
            else if (clause.Items[i].Kind == TokenKind.Text)
                return null;
        }

        if (!(clause.Has("quotes") || clause.Used.Any(used => used))
            || !(clause.Has("wrap") || clause.Has("start") && clause.Has("end") || clause.Items
            .Any(item => s_only.Contains(item.Text) || item.Text.Equals("in", StringComparison.OrdinalIgnoreCase))) || clause.Negations > 0)
            return null;
        return clause.IsExplained("quotes", "wrap", "start", "end", "and", "mention") ? Checks.Of("quote_wrapped") : null;
    }

    private static TemplateExpression? Digits(Clause clause)
    {
        for (var i = 0; i < clause.Count; i++)
        {
            if (clause.Items[i].Text == "0123456789")
                clause.Use(i);
        }

        if (!clause.Has("digits") && !(clause.Negations > 0
            && clause.Items.Any(item => item.Text.ToLowerInvariant() is "numbers" or "figures" or "números" or "zahlen"))
            || Enumerable.Range(0, clause.Count).Any(i => !clause.Used[i] && clause.Items[i].Kind is TokenKind.Text or TokenKind.Number && !clause.Used[i]))
            return null;
        var isForbidden = !IsEven(clause);
        if (!isForbidden && clause.Negations == 0 && (clause.Has("has") || clause.Has("mention") || clause.Has("present"))
            && Quantity.Read(clause) is [{ Min: 1, Max: null }] && clause.IsExplained("digits", "has", "mention"))
            return Checks.Of("has_digits");
        if (!clause.IsExplained("digits", "has", "mention", "neg", "penalty", "number")
            || !isForbidden && (clause.Negations > 0 || !(clause.Has("has") || clause.Has("mention"))))
            return null;
        if (!isForbidden && Quantity.Read(clause) is not [])
            return null;
        return Checks.Of(isForbidden ? "no_digits" : "has_digits");
    }

    private static TemplateExpression? LineBreaks(Clause clause) =>
        clause.Has("linebreak") && !IsEven(clause) && clause.IsExplained("linebreak", "has", "mention", "neg", "penalty") ? Checks.Of("single_line") : null;

    private static TemplateExpression? Reference(Clause clause)
    {
        if (!clause.Has("ref") || !clause.Has("equal") || clause.Negations > 0 || clause.Items.Any(item => item.Kind is TokenKind.Text or TokenKind.Number))
            return null;
        return clause.IsExplained("ref", "equal", "anycase", "exactcase", "bound", "and", "each")
            ? Checks.Of("equals_reference", ("ignore_case", clause.Has("anycase") ? true : null))
            : null;
    }
}
