namespace Rlar.Agents.Authoring;

/// <summary>The phrases that the author knows, of lexicon.txt.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, List<Meaning>> _phrases = new(StringComparer.Ordinal);
    private int _longest = 1;

    private Lexicon()
    {
    }

    /// <summary>The lexicon of this build.</summary>
    internal static Lexicon BuiltIn { get; } = Read();

    /// <summary>The longest phrase at a place: its meanings and how many tokens it has; none where the word is not known.</summary>
    internal (IReadOnlyList<Meaning> Meanings, int Length)? Find(IReadOnlyList<Token> tokens, int at)
    {
        // "above -10 and below 40" is no "40 and below".
        for (var length = Math.Min(_longest, tokens.Count - at); length > 0; length--)
        {
            if (length > 1 && Enumerable.Range(at, length).Any(index => tokens[index].Kind == TokenKind.Text))
                continue;
            if (_phrases.TryGetValue(string.Join(' ', Enumerable.Range(at, length).Select(index => tokens[index].Key)), out var meanings)
                && !(length > 1 && tokens[at].Key is "and" or "or" && at + length < tokens.Count && tokens[at + length].Kind == TokenKind.Number
                    && meanings.Exists(meaning => meaning.Name == "post")))
                return (meanings, length);
        }

        return null;
    }

    private static Lexicon Read()
    {
        var lexicon = new Lexicon();
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream("authoring-lexicon.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var (head, body) = (line[..line.IndexOf(" = ", StringComparison.Ordinal)], line[(line.IndexOf(" = ", StringComparison.Ordinal) + 3)..]);
            var slash = head.IndexOf('/', StringComparison.Ordinal);
            var meaning = slash < 0 ? new Meaning(head, "") : new Meaning(head[..slash], head[(slash + 1)..]);
            foreach (var phrase in body.Split(" | ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                lexicon.Add(phrase, meaning);
        }

        return lexicon;
    }

    // A phrase is cut as a description is, so that "24-hour" is three tokens in both.
    private void Add(string phrase, Meaning meaning)
    {
        var keys = phrase.Length == 1 ? [phrase] : DescriptionTokens.Of(phrase.Replace("\"", "", StringComparison.Ordinal)).Select(token => token.Key)
            .ToArray();
        var key = string.Join(' ', keys);
        if (!_phrases.TryGetValue(key, out var meanings))
            _phrases[key] = meanings = [];
        if (!meanings.Contains(meaning))
            meanings.Add(meaning);
        _longest = Math.Max(_longest, keys.Length);
    }
}
