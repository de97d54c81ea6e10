using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>Rules about texts that the description names.</summary>
internal static partial class ClauseReader
{
    private const int LongestBareText = 3;
    private static readonly string[] s_heads = ["digits", "unit", "fmt", "lang", "case", "sym", "json", "letter", "section", "quotes", "number", "linebreak",
        "ref", "sort"];

    private static readonly HashSet<string> s_wholes = new(StringComparer.OrdinalIgnoreCase)
    {
        "whole answer", "full answer", "entire answer", "whole reply", "entire reply", "entire response", "whole response", "whole text", "entire text",
    };

    private static TemplateExpression? NamedTexts(Clause clause)
    {
        if (SpeaksOfParts(clause) || clause.Items.Any(item => item.ValueOf("unit") is "sentence" or "paragraph" or "line" or "bullet" or "numbered")
            || IsOrdinal(clause) || clause.Items.Any(item => item.Kind == TokenKind.Text && item.Meanings.Any(meaning => meaning.Name == "quotes"))
            || FindTexts(clause) is not { } list || IsApposition(clause, list))
            return null;
        if (clause.Has("anyof"))
            list = list with { IsOr = true }; // "at least one of 'a', 'b'"
        var isNegated = !IsEven(clause);
        var (isStart, isEnd) = (IsUnused(clause, "start"), IsUnused(clause, "end"));
        var isPlaced = clause.Items.Any(item => (item.Is("start") || item.Is("end")) && item.Text.StartsWith("at ", StringComparison.OrdinalIgnoreCase));
        if (isStart && isEnd || (isStart || isEnd) && (clause.Has("has") && !isPlaced || SpeaksOfElements(clause)))
            return null;
        for (var i = 0; i < clause.Count; i++)
        {
            if (clause.Items[i].Is("bound", "exact") || clause.Items[i].Text == "," && clause.Has("penalty"))
                clause.Use(i);
        }

        var isLetter = clause.Has("letter") || clause.Has("unit", "char");
        if (list.Texts.Any(text => text.Length == 1 && char.IsLetter(text[0])) && isLetter)
            return null;
        if (!clause.IsExplained("noun", "mention", "has", "neg", "nor", "penalty", "start", "end", "letter", "exactcase", "anycase", "sym", "unit", "each",
            "number", "measure", "tags", "anyof"))
            return null;
        var comparison = clause.Has("anycase") ? "any" : clause.Has("exactcase") ? "exact" : null;
        if (clause.Negations == 0 && !isStart && !isEnd && !clause.Has("has") && !clause.Has("mention") && !clause.Has("noun") && !clause.Has("present")
            && !list.Texts[0].StartsWith('\\'))
            return Whole(clause, list);
        if (isStart || isEnd)
        {
            if (list.Texts.Count > 1 && !list.IsOr)
                return null;
            var edges = Checks.Any([.. list.Texts.Select(text => Checks.Of(isStart ? "starts_with" : "ends_with", ("text", text), ("case", comparison)))]);
            return isNegated ? TemplateExpression.Not(edges) : edges;
        }

        if (clause.Negations == 0 && clause.Items.Any(item => item.Is("bound", "exact")) && !clause.Has("has") && !clause.Has("mention"))
            return null;
        if (!isNegated && list.IsOr && !clause.Has("has") && !clause.Has("mention") && !clause.Has("noun"))
            return null;
        if (clause.Negations == 0 && !clause.Has("has") && !clause.Has("mention") && !clause.Has("noun") && !clause.Items
            .Any(item => item.IsQuoted || item.Is("sym") || item.Text.StartsWith('\\')))
            return null;
        if (!clause.Has("noun") && list.Texts.Any(text => text.Length == 1 && char.IsLetter(text[0])))
            return null; // a letter, or a word of one?
        var name = isNegated ? "not_contains" : "contains";
        var parts = list.Texts.Select(text => Checks.Of(name, ("text", text), ("case", comparison))).ToList();
        return list.IsOr && !isNegated ? Checks.Any(parts) : Checks.All(parts);
    }

    private static TemplateExpression? Letter(Clause clause)
    {
        var at = Find(clause, "letter");
        if (IsEven(clause))
            return null;

        // "s is banned": one letter by itself.
        if (at < 0 && !clause.Has("noun"))
            at = Enumerable.Range(0, clause.Count).FirstOrDefault(i => clause.Items[i] is { Kind: TokenKind.Word, Meanings.Count: 0, Text.Length: 1 }, -1) - 1;
        else if (at < 0)
            return null;
        if (at < -1)
            return null;
        var next = at + 1;
        while (next < clause.Count && clause.Items[next].Text is ":" or "(")
            next++;
        if (next >= clause.Count || TextList.Read(clause, next, item => item.Text.Length == 1 && char.IsLetter(item.Text[0]), "letter") is not { } list)
            return null;
        return clause.IsExplained("letter", "neg", "nor", "penalty", "has", "mention", "noun", "anycase")
            ? Checks.All([.. list.Texts.Select(letter => Checks.Of("letter_forbidden", ("letter", letter.ToLowerInvariant())))])
            : null;
    }

    private static TemplateExpression? OneOf(Clause clause)
    {
        if (clause.Has("mention") && !clause.Has("oneof") || clause.Has("start") || clause.Has("end"))
            return null;
        var at = Find(clause, "oneof");
        if (at >= 0)
        {
            if (clause.Has("has") && Find(clause, "has") < at)
                return null;
            var from = at + 1;
            while (from < clause.Count
                && (clause.Items[from].Is("num", "1") && clause.Items[from].Kind == TokenKind.Word || clause.Items[from].Is("letter")
                || clause.Items[from].Is("fill") && from + 1 < clause.Count && (clause.Items[from + 1].Is("num", "1") || clause.Items[from + 1].Is("letter"))
                || clause.Items[from].Is("modal") && clause.Items[from].Tokens == 1 && clause.Items[from].Text != "A" && from == at + 1
                    && from + 1 < clause.Count && clause.Items[from + 1].Text == ":"
                || clause.Items[from].Text is ":" or "(" or "{" or "these" or "following" || clause.Items[from].Is("noun")
                || clause.Items[from].Is("unit") && from == at + 1))
                from++;
            if (TextList.Read(clause, from, item => item.IsElement) is not { Texts.Count: > 1 } options)
                return null;
            return clause.Negations == 0 && clause.IsExplained("oneof", "unit", "noun", "each", "or", "letter", "exclusive")
                ? Checks.Of("one_of", ("options", options.Texts.ToArray())) : null;
        }

        // "'a' or 'b' must be the whole answer"
        var first = clause.Items.ToList().FindIndex(item => item.Kind == TokenKind.Text);
        if (first >= 0 && clause.Negations == 0 && clause.Items.Any(item => s_wholes.Contains(item.Text))
            && TextList.Read(clause, first, item => item.Kind == TokenKind.Text) is { Texts.Count: > 1, IsOr: true } whole && clause.IsExplained("exclusive"))
            return Checks.Of("one_of", ("options", whole.Texts.ToArray()));
        clause.Reset();

        // "Only the letters A, B or C are valid answers"
        var letter = clause.Items.ToList().FindIndex(item => item.Text is [var one] && char.IsUpper(one) && item.Meanings.Count == 0 || item.Text == "A");
        if (letter > 0 && clause.Has("letter") && clause.Negations == 0 && clause.Items.Any(item => s_only.Contains(item.Text))
            && TextList.Read(clause, letter, item => item.Text is [var one] && char.IsUpper(one), "letter") is { Texts.Count: > 1, IsOr: true } letters
            && clause.IsExplained("letter", "oneof", "exclusive"))
            return Checks.Of("one_of", ("options", letters.Texts.ToArray()));
        clause.Reset();

        // "Answer yes or no", "the answer is 'a' or 'b'"
        if (clause.Has("has") || clause.Has("noun") || clause.Has("sym") || clause.Has("fmt") || clause.Has("lang") || clause.Has("case"))
            return null;
        if (clause.Count > 0 && clause.Items.Any(item => item.Is("num")) && !clause.Items
            .Any(item => item.Is("num") && item.Number == 1 && item.Kind == TokenKind.Word))
            return null;
        for (var i = 0; i < clause.Count; i++)
        {
            if (i > 0 && !clause.Items[i - 1].Is("modal") && !clause.Items[i - 1].Is("subj")
                && !(clause.Items[i].IsQuoted && s_only.Contains(clause.Items[i - 1].Text))
                && clause.Items[i - 1].Text is not ("with" or "either" or ":" or "mit" or "avec" or "par" or "con"))
                continue;
            clause.Reset();
            if (TextList.Read(clause, i, IsOption) is { Texts.Count: > 1, IsOr: true } bare && clause.Negations == 0
                && clause.IsExplained("bound", "num", "exclusive", clause.Has("num") ? "unit" : "bound"))
                return Checks.Of("one_of", ("options", Spoken(clause, i, bare)));
        }

        return null;

        static bool IsOption(Item item) => item.IsElement && item.Kind != TokenKind.Number
            && (item.Kind == TokenKind.Text || item.Meanings
                .All(meaning => meaning.Name == "danger") || item.Text.Length == 1 && char.IsUpper(item.Text[0])
                || item.Text.ToLowerInvariant() is "no" or "yes" or "true" or "false" or "none" or "wrong" or "right" or "pass" or "fail" or "first"
                or "second");
    }

    // "Yes or no …": the capital begins the sentence, and not the option.
    private static string[] Spoken(Clause clause, int at, TextList list) =>
        at == 0 && clause.Items[0] is { IsQuoted: false, IsName: false, Text.Length: > 1 } && list.Texts.Skip(1).All(text => !text.Any(char.IsUpper))
            ? [list.Texts[0].ToLowerInvariant(), .. list.Texts.Skip(1)]
            : [.. list.Texts];

    // "first 'a', then 'b'"
    private static TemplateExpression? Steps(Clause clause)
    {
        var first = clause.Items.ToList().FindIndex(item => item.Kind == TokenKind.Text);
        if (first < 0 || clause.Has("order") || !clause.Items.Any(item => item.Text.Equals("then", StringComparison.OrdinalIgnoreCase))
            || !clause.Items.Take(first).Any(item => item.Text.Equals("first", StringComparison.OrdinalIgnoreCase)) || clause.Negations > 0)
            return null;
        var list = TextList.Read(clause, first, item => item.Kind == TokenKind.Text, "noun");
        for (var i = 0; i < first; i++)
        {
            if (clause.Items[i].Is("start"))
                clause.Use(i);
        }

        return list is { Texts.Count: > 1, IsOr: false } && clause.IsExplained("noun", "mention", "has", "order", "and", "sorted")
            ? Checks.Of("order", ("texts", list.Texts.ToArray()))
            : null;
    }

    private static TemplateExpression? Order(Clause clause)
    {
        if (clause.Negations > 0 || clause.Has("start") && !clause.Has("order"))
            return null;
        if (clause.Has("order"))
        {
            for (var i = -1; i < clause.Count; i++)
            {
                if (i >= 0 && !(clause.Items[i].Is("noun") || clause.Items[i].Is("mention") || clause.Items[i].Is("modal") || clause.Items[i].Is("has")
                    || clause.Items[i].Is("order") || clause.Items[i].Is("unit") || clause.Items[i].Text == ":"))
                    continue;
                clause.Reset();
                if (TextList.Read(clause, i + 1, item => item.IsElement
                    && !(item.Is("modal") && item.Kind != TokenKind.Text), "before") is { Texts.Count: > 1, IsOr: false } list
                    && clause.IsExplained("order", "noun", "mention", "has", "unit", "sorted", "each", "before", "and"))
                    return Checks.Of("order", ("texts", list.Texts.ToArray()));
            }

            return null;
        }

        // "a before b before c", "b after a"
        var isAfter = clause.Has("after");
        if (isAfter == clause.Has("before"))
            return null;
        var texts = new List<string>();
        var wantsText = true;
        for (var i = 0; i < clause.Count; i++)
        {
            var item = clause.Items[i];
            if (item.Is(isAfter ? "after" : "before") && !wantsText)
                (wantsText, clause.Used[i]) = (true, true);
            else if (wantsText && (item.Kind == TokenKind.Text || item.IsName || (item.IsElement && item.Meanings.Count == 0)
                || texts.Count > 0 && item.IsElement && item.Is("subj")))
            {
                texts.Add(item.Text);
                (wantsText, clause.Used[i]) = (false, true);
            }
        }

        if (texts.Count < 2 || wantsText || !clause.IsExplained("noun", "mention", "has", "unit", "each") || isAfter && texts.Count != 2)
            return null;
        if (isAfter)
            texts.Reverse();
        return Checks.Of("order", ("texts", texts.ToArray()));
    }

    /// <summary>
    /// The texts that a clause names: quoted ones; else signs by their names; else what stands behind "the word", after "mention", or with a capital. Marked.
    /// </summary>
    private static TextList? FindTexts(Clause clause)
    {
        var quoted = Indexes(clause, item => item.Kind == TokenKind.Text);
        if (quoted.Length > 0)
            return Contiguous(clause, quoted, item => item.Kind == TokenKind.Text, "noun", "sym", "unit", "letter");
        var signs = Indexes(clause, item => item.Is("sym"));
        if (signs.Length > 0)
            return Contiguous(clause, signs, item => item.Is("sym"), "noun");
        var named = Enumerable.Range(1, Math.Max(0, clause.Count - 1)).Where(i => clause.Items[i].IsElement && IsBehindNoun(clause, i) && !clause.Used[i])
            .ToArray();
        if (named.Length > 0)
        {
            // "the following keywords: field, thanks": each is itself, whatever else it means
            return clause.Items[named[0] - 1].Text == ":" && TextList.Read(clause, named[0], IsListed) is { Texts.Count: > 1 } list
                ? list
                : Bare(clause, named[0]);
        }

        var names = Indexes(clause, item => item.IsName && item.IsElement && !item.Is("lang") && !item.Is("json") && !item.Is("subj") && !item.Is("elem"))
            .Where(i => !clause.Used[i]
                && (clause.Items[i].Meanings.Count == 0
                || !Clause.IsOneOf(clause.Items[i], s_heads) && i > 0 && (Behind(clause, i - 1) || i == clause.Count - 1 || clause.Items[i - 1].Is("modal"))))
                .ToArray();
        if (names.Length > 0)
            return Bare(clause, names[0]);
        var said = Enumerable.Range(1, Math.Max(0, clause.Count - 1)).Where(i => !clause.Used[i] && clause.Items[i - 1].Is("says")
            && (clause.Items[i].Meanings.Count == 0 || clause.Items[i].IsElement && i + 1 < clause.Count && clause.Used[i + 1])).ToArray();
        if (said.Length > 0)
            return Bare(clause, said[0]);

        // "must include: lemon"
        var listed = Enumerable.Range(2, Math.Max(0, clause.Count - 2)).Where(i => clause.Items[i].Meanings.Count == 0 && clause.Items[i - 1].Text == ":"
            && (clause.Items[i - 2].Is("has") || clause.Items[i - 2].Is("mention"))).ToArray();
        if (listed.Length > 0)
            return Bare(clause, listed[0]);

        // "both profit and loss need mentioning"
        var both = Enumerable.Range(1, Math.Max(0, clause.Count - 1)).Where(i => clause.Items[i].Meanings.Count == 0
            && clause.Items[i - 1].Text.ToLowerInvariant() is "both" or "either").ToArray();
        if (both.Length > 0 && clause.Has("says"))
            return TextList.Read(clause, both[0], item => item.IsElement && item.Meanings.Count == 0, "noun");

        // "Kubernetes must be mentioned"
        return clause.SubjectEnd == 1 && clause.Items[0].Meanings.Count == 0 && char.IsUpper(clause.Items[0].Text[0]) && clause.Has("says") ? Bare(clause, 0)
            : null;
    }

    // "The answer must be 'done'": the whole of it.
    private static TemplateExpression? Whole(Clause clause, TextList list)
    {
        var before = list.Start - 1;
        while (before > 0 && (clause.Items[before].Is("bound", "exact") || s_only.Contains(clause.Items[before].Text)))
            before--;
        return list is { Texts.Count: 1, Start: > 0 }
            && clause.Items[before].Text.ToLowerInvariant() is "be" or "is" or "must be" or "should be" or "has to be" or "needs to be" or "reads"
            or "read" or "respond with" or "reply with" or "answer with" or "ist" or "est" or "es"
        && clause.Items.Take(list.Start).Any(item => item.Is("subj") || item.Text.EndsWith(" with", StringComparison.Ordinal))
            ? Checks.Of("one_of", ("options", list.Texts.ToArray()))
            : null;
    }

    // "the third word": which word, and not "the word 'third'".
    private static bool IsOrdinal(Clause clause) => Enumerable.Range(0, clause.Count).Any(i => clause.Items[i].Is("unit", "word") && !clause.Items[i].Is("noun")
        && !(i + 1 < clause.Count
            && (clause.Items[i + 1].Kind == TokenKind.Text || clause.Items[i + 1].IsName || clause.Items[i + 1].Meanings.Count == 0
            || clause.Items[i + 1].Text == ":")) && i > 0 && clause.Items[i - 1].Meanings.Count == 0);

    // "the CEO, Tim Harlow": one is what the other is called.
    private static bool IsApposition(Clause clause, TextList list) => list is { Texts.Count: 2, Start: > 0 }
        && !clause.Items.Skip(list.Start).Take(list.End - list.Start)
            .Any(item => item.Kind == TokenKind.Text || item.Is("and") && item.Text != "," || item.Is("or"))
        && clause.Items[list.Start - 1].Text.Equals("the", StringComparison.OrdinalIgnoreCase);

    private static bool IsUnused(Clause clause, string name) => Enumerable.Range(0, clause.Count).Any(i => !clause.Used[i] && clause.Items[i].Is(name));

    private static bool Behind(Clause clause, int at) => Clause.IsOneOf(clause.Items[at], ["mention", "has", "start", "end", "noun"])
        || at > 0 && clause.Items[at].Is("fill") && Clause.IsOneOf(clause.Items[at - 1], ["mention", "has", "start", "end", "noun"]);

    private static bool IsBehindNoun(Clause clause, int at)
    {
        var before = at - 1;
        if (clause.Items[before].Text == ":" && before > 0)
            before--;
        var item = clause.Items[before];
        if (item.Is("unit") && item.Text.ToLowerInvariant() is not ("word" or "wort" or "mot" or "palabra"))
            return false;
        return (item.Is("noun") || item.Is("unit", "word")) && !(clause.Items[at].Is("modal") || clause.Items[at].Is("mention") || clause.Items[at].Is("times")
            || clause.Items[at].Is("fill") && !clause.Items[at].IsName || clause.Items[at].Is("neg") && !clause.Items[at].IsName
                || clause.Items[at].Is("bound") || clause.Items[at].Is("post") || clause.Items[at].Is("subj") && !clause.Items[at].IsName
            || clause.Items[at].Is("and") || clause.Items[at].Is("or") || clause.Items[at].Is("has") || clause.Items[at].Is("order")
            || clause.Items[at].Is("sort"));
    }

    private static int[] Indexes(Clause clause, Func<Item, bool> wanted) =>
        [.. Enumerable.Range(0, clause.Count).Where(i => !clause.Used[i] && wanted(clause.Items[i]))];

    // All of them in one list, or the clause says different things of them.
    private static TextList? Contiguous(Clause clause, int[] places, Func<Item, bool> isElement, params string[] skipped)
    {
        var list = TextList.Read(clause, places[0], isElement, skipped);
        return list is not null && list.Texts.Count == places.Length ? list : null;
    }

    private static bool IsListed(Item item) => item.IsElement && !Clause.IsOneOf(item, ["and", "or", "modal", "neg", "bound"]);

    // Words without quotation marks: names of several words are one text, and a list has single words.
    private static TextList? Bare(Clause clause, int at)
    {
        var end = at + 1;
        while (end < clause.Count && end - at < LongestBareText && clause.Items[end].IsElement
            && (clause.Items[at].IsName ? clause.Items[end].IsName : clause.Items[end].Meanings.Count == 0 && clause.Items[at].Meanings.Count == 0))
            end++;
        if (end - at > 1)
        {
            for (var i = at; i < end; i++)
                clause.Use(i);
            return new TextList([string.Join(' ', clause.Items.Skip(at).Take(end - at).Select(item => item.Text))], IsOr: false, at, end);
        }

        var isName = clause.Items[at].IsName;
        return TextList.Read(clause, at, item => item.IsElement
            && (isName ? item.IsName : item.Meanings.Count == 0 || ReferenceEquals(item, clause.Items[at])), "noun");
    }
}
