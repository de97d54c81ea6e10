namespace Rlar.Inference.Llama.Tokens;

/// <summary>
/// Where the engine's tokenizer is known to give other ids than the tokenizers library does for the same vocabulary. Nothing is taken from a model's
/// name: the loaded engine is asked about some forty short texts, and what it says is held against the library's rule for the kind of vocabulary.
/// </summary>
/// <param name="engine">The engine's tokenizer.</param>
/// <param name="kinds">What the file says of its tokens.</param>
/// <param name="splitting">llama.cpp's name for how the file splits text; "" where it names none.</param>
internal sealed class EngineDifferences(EngineVocabulary engine, TokenKinds kinds, string splitting)
{
    // Of the scripts whose letters carry marks: where they are in Unicode, and what the report calls them.
    private static readonly (char First, char Last, string Name)[] s_scripts =
    [
        ('\u0590', '\u05FF', "Hebrew"), ('\u0600', '\u06FF', "Arabic"), ('\u0900', '\u097F', "Hindi"), ('\u0980', '\u09FF', "Bengali"),
        ('\u0B80', '\u0BFF', "Tamil"), ('\u0C00', '\u0C7F', "Telugu"), ('\u0E00', '\u0E7F', "Thai"), ('\u1780', '\u17FF', "Khmer"),
    ];

    // How those split text whose tokenizer.json has combining marks among the letters, and the engine's pattern has not.
    private static readonly HashSet<string> s_keepMarks = ["gpt-4o", "llama4", "kanana2", "minimax-m2"];

    private const int WordsOfScript = 5;
    private const int LongestWord = 100;

    /// <summary>Whether the model's tokenizer composes text (NFC) and the engine does not: Qwen 2's and 3's.</summary>
    internal bool WantsComposing() => splitting == "qwen2" && !Same("e\u0301", "\u00e9");

    /// <summary>The kinds of text that get other ids, in words; empty where none is known.</summary>
    /// <param name="special">Whether special tokens are looked for in the texts.</param>
    internal IReadOnlyList<string> Find(SpecialTokens special) =>
    [
        .. engine.Kind switch
        {
            VocabularyKind.BytePair => Marks(),
            VocabularyKind.SentencePiece => SentencePiece(special),
            VocabularyKind.WordPiece => WordPiece(),
            VocabularyKind.Unigram => Unigram(),
            _ => [],
        },
        .. Retyped(special),
    ];

    private bool Same(string one, string other) => engine.Tokenize(one, parse: false).AsSpan().SequenceEqual(engine.Tokenize(other, parse: false));

    // A token was learned from a word, so that the word alone is the token. Where it is not, the engine cuts the word before its marks; or the
    // model's own tokenizer does so, too, which has to be known: Qwen 2's vocabulary has such tokens, and no text becomes them.
    private IEnumerable<string> Marks()
    {
        if (!s_keepMarks.Contains(splitting))
            yield break;
        var words = new List<(int Token, string Text)>[s_scripts.Length];
        for (var token = 0; token < engine.Size; token++)
        {
            if (!MarkedWords.MayBe(engine.WrittenBytes(token)) || MarkedWords.Text(engine.Written(token)) is not { } text)
                continue;
            var script = Array.FindIndex(s_scripts, script => text[^1] >= script.First && text[^1] <= script.Last);
            if (script >= 0 && (words[script] ??= []).Count < WordsOfScript)
                words[script].Add((token, text));
        }

        var cut = s_scripts.Where((_, script) =>
            words[script] is { Count: WordsOfScript } known
            && known.Count(word => engine.Tokenize(word.Text, parse: false) is not [var token] || token != word.Token) > WordsOfScript / 2).ToList();
        if (cut.Count > 0)
            yield return $"words with combining marks in {string.Join(", ", cut.Select(script => script.Name))}";
    }

    private IEnumerable<string> SentencePiece(SpecialTokens special)
    {
        // One of few characters is none of those that are known.
        if (!engine.Spells("Yes</s> x"))
            yield break;
        var recognised = special == SpecialTokens.Recognise;
        var marksStart = engine.Tokenize("x", parse: false) is [var first, ..] && engine.Written(first).StartsWith('\u2581');
        // From the third version on Mistral's tokenizers mark the start of a text alone, and only where no space is there.
        if (marksStart && Control("[INST]") >= 0 && Control("[TOOL_CALLS]") >= 0 && !Same(" x", "x"))
            yield return $"texts that begin with a space{(recognised ? ", and what follows a special token" : "")}";
        else if (recognised && marksStart && engine.Written(259) == "\u2581\u2581" && engine.Written(260) == "\u2581t"
            && Control("</s>") is var end and >= 0 && engine.Tokenize("Yes</s>", parse: true).Contains(end))
            yield return "special tokens right after a word (Yes</s>), where the tokenizer's file has them as normalized, as Llama 2's has";
        // Gemma's runs of spaces are added tokens, which are found before spaces are written as their mark.
        var run = First(token => kinds.IsUserDefined(token) && engine.Written(token) is "  " or "\u2581\u2581");
        if (run >= 0 && engine.Tokenize("x  x", parse: false).Contains(run) && !Same("x  x", "x \u2581x"))
            yield return "the character \u2581 beside a space or another one";
    }

    private IEnumerable<string> WordPiece()
    {
        var strips = Same("\u00e9", "e");
        var unknown = engine.Tokenize("\uA015", parse: false);
        bool IsKnown(string text) => !engine.Tokenize(text, parse: false).AsSpan().SequenceEqual(unknown);
        if (strips && new[] { ("\u0915\u093E", "\u0915"), ("\u0995\u09BE", "\u0995"), ("\u0B95\u0BBE", "\u0B95"), ("\u1780\u17B6", "\u1780") }
            .Any(pair => IsKnown(pair.Item1) && Same(pair.Item1, pair.Item2)))
            yield return "vowel signs of Hindi and its kin, which are dropped";
        if (strips && IsKnown("\uD55C") && !Same("\uD55C", "\u1112\u1161\u11AB"))
            yield return "Korean";
        if (IsKnown(new string('a', LongestWord + 1)))
            yield return $"words of more than {LongestWord} letters";
        if (IsKnown("x\u2581y") && Same("x\u2581y", "x y"))
            yield return "the character \u2581";
    }

    private IEnumerable<string> Unigram()
    {
        if (Same("Tie\u0302\u0301ng", "Ti\u1EBFng") && !Same("Tie\u0302\u0301ng", "Ti\u00EAng"))
            yield return "letters with two combining marks";
        if (!Same("a\u0085b", "a b"))
            yield return "the line end U+0085";
    }

    // Some tokens are control tokens to the engine by how they are written, whatever the file says: </s>, which is an HTML tag to some models.
    private IEnumerable<string> Retyped(SpecialTokens special)
    {
        var names = new List<string>();
        for (var token = 0; token < engine.Size; token++)
        {
            if ((engine.Attributes(token) & EngineVocabulary.Control) == 0 || kinds.IsControl(token))
                continue;
            var text = $"a{engine.Written(token)}b";
            if (!engine.Spells(text))
                continue;
            var (looked, plain) = (engine.Tokenize(text, parse: true), engine.Tokenize(text, parse: false));
            // An added token is found in any text; another token is found in none.
            if (!looked.AsSpan().SequenceEqual(plain)
                && (kinds.IsUserDefined(token) || (kinds.IsText(token) && special == SpecialTokens.Recognise)))
                names.Add(engine.Written(token));
        }

        if (names.Count > 0)
            yield return $"texts with {string.Join(", ", names.Take(3))}";
    }

    private int Control(string written) => First(token => kinds.IsControl(token) && engine.Written(token) == written);

    // SentencePiece's vocabularies begin with such tokens.
    private int First(Func<int, bool> isOne) => Enumerable.Range(0, Math.Min(engine.Size, 1 << 10)).FirstOrDefault(isOne, -1);
}
