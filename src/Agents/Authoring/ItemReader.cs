using System.Globalization;

namespace Rlar.Agents.Authoring;

/// <summary>Reads a description into phrases with meanings.</summary>
internal static class ItemReader
{
    private static readonly HashSet<string> s_german = new(StringComparer.Ordinal)
    {
        "der", "die", "das", "und", "soll", "muss", "mit", "nicht", "ist", "auf", "ein", "eine", "genau", "höchstens", "mindestens", "kein", "keine", "antwort",
    };

    private static readonly HashSet<string> s_spanish = new(StringComparer.Ordinal)
    {
        "el", "responde", "sí", "dos", "tres", "sin", "los", "las", "debe", "deben", "que", "palabra", "palabras", "respuesta", "texto", "con", "en", "una",
            "ni", "hay", "líneas", "campos", "claves",
    };

    private static readonly HashSet<string> s_ones = new(StringComparer.OrdinalIgnoreCase) { "a", "an", "ein", "eine", "einen", "einem", "un", "une", "una" };

    private static readonly HashSet<string> s_concords = new(StringComparer.OrdinalIgnoreCase)
    {
        "ningún", "ninguna", "ninguno", "nunca", "jamás", "tampoco", "aucun", "aucune", "jamais",
    };

    internal static List<Item> Read(string description)
    {
        var tokens = DescriptionTokens.Of(description);
        var items = new List<Item>();

        // German writes its nouns with capitals: they name nothing.
        var isGerman = tokens.Count(token => s_german.Contains(token.Key)) >= 2;
        var isSpanish = tokens.Exists(token => s_spanish.Contains(token.Key));
        for (var at = 0; at < tokens.Count;)
        {
            var token = tokens[at];
            var isFirst = at == 0 || tokens[at - 1].Key is "." or "!" or "?";
            var isName = token.Kind == TokenKind.Word && char.IsUpper(token.Text[0]) && !isFirst && !isGerman && token.Text != "I";
            if (token.Kind == TokenKind.Text)
                items.Add(new Item(token.Text, token.Kind, Meanings(token.Key), 1) { IsQuoted = token.IsQuoted });
            else if (token.Kind == TokenKind.Number && !(Lexicon.BuiltIn.Find(tokens, at) is (_, > 1)))
                items.Add(Numeric(token));
            else if (Lexicon.BuiltIn.Find(tokens, at) is ({ } meanings, var length))
                items.Add(Phrase(tokens, at, length, (token.Key is "y" or "e" or "o" or "ni") && length == 1 && !isSpanish ? [] : meanings, isName));
            else
                items.Add(new Item(token.Text, token.Kind, [], 1) { IsName = isName });
            at += items[^1].Tokens;
        }

        return Joined(items);
    }

    // "Next Steps": names side by side are one. "höchstens einen Satz", "at most a sentence": the article is the number. "no … ninguna" denies once.
    private static List<Item> Joined(List<Item> items)
    {
        var joined = new List<Item>();
        foreach (var item in items)
        {
            var last = joined.Count > 0 ? joined[^1] : null;
            if (last is { IsName: true, Meanings.Count: 0 } && item is { IsName: true, Meanings.Count: 0 })
                joined[^1] = last with { Text = $"{last.Text} {item.Text}" };
            else if (last is not null && last.Is("bound") && s_ones.Contains(item.Text) && !item.Is("num"))
                joined.Add(item with { Meanings = [new Meaning("num", "1")], Number = 1 });
            else if (last is { Text: "after" or "before" } && item is { Kind: TokenKind.Number, Text.Length: 4, Number: >= 1000 and < 3000 })
            {
                // "after 1950"
                joined[^1] = last with { Meanings = [new Meaning("bound", last.Text == "after" ? "above" : "below")] };
                joined.Add(item);
            }
            else if (item.Text == "plus" && last is not null && !last.Is("num") && !last.Is("unit"))
                joined.Add(item with { Meanings = [new Meaning("and", "")] });
            else if (last is not null && last.Is("bound") && item.Is("neg") && item.Is("num"))
                joined.Add(item with { Meanings = [.. item.Meanings.Where(meaning => meaning.Name != "neg")] });
            else if (last is { Text: "once" } && item.Text is "it" or "the" or "you" or "they" or "there")
                joined[^1] = last with { Meanings = [new Meaning("fill", "")] };
            else if (item.ValueOf("bound") is { } bound && last?.ValueOf("bound") == bound && bound != "exact")
                continue; // "limit yourself to a maximum of"
            else if (item.Is("neg") && s_concords.Contains(item.Text) && joined.Exists(before => before.Is("neg")))
                joined.Add(item with { Meanings = [new Meaning("fill", "")] });
            else
                joined.Add(item);
        }

        return joined;
    }

    private static IReadOnlyList<Meaning> Meanings(string text) => text == "\"" ? [new Meaning("quotes", "")] :
        Lexicon.BuiltIn.Find(DescriptionTokens.Of(text.Replace('"', ' ')), 0) is ({ } meanings, _) ? meanings : [];

    // "24-hour", "1 if" and the like begin with a number, and are phrases of the lexicon; they are tried first.
    private static Item Numeric(Token token) =>
        new(token.Text, TokenKind.Number, [new Meaning("num", token.Key)], 1) { Number = token.Value };

    private static Item Phrase(List<Token> tokens, int at, int length, IReadOnlyList<Meaning> meanings, bool isName)
    {
        var text = string.Join(' ', tokens.Skip(at).Take(length).Select(token => token.Text));
        var number = meanings.FirstOrDefault(meaning => meaning.Name is "num" or "freq").Value;
        return new Item(text, length == 1 ? tokens[at].Kind : TokenKind.Word, meanings, length)
        {
            IsName = isName && length == 1,
            Number = number is null ? 0 : double.Parse(number, CultureInfo.InvariantCulture),
        };
    }
}
