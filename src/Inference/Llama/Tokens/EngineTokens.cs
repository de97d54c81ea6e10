using Rlar.Inference.Tokenizers.Normalizers;

namespace Rlar.Inference.Llama.Tokens;

/// <summary>
/// The ids of the engine's tokenizer, made as much like the model's own as can be done in front of it: text that its tokenizer composes (NFC) is
/// composed before, and no text becomes a control token where it is to stay text.
/// </summary>
/// <param name="engine">The engine's tokenizer.</param>
/// <param name="control">The tokens that no text may become.</param>
/// <param name="composes">Whether text is put in Unicode's form NFC first.</param>
internal sealed class EngineTokens(EngineVocabulary engine, IReadOnlySet<int> control, bool composes) : ITextTokens
{
    // A code point that no vocabulary has in a token: nothing is merged with it.
    private const string Stranger = "\U0010FFFF";
    private static readonly NormalForm s_composed = new(compose: true, compatible: false);
    private readonly Lazy<int[]> _stranger = new(() => engine.Kind == VocabularyKind.SentencePiece ? engine.Tokenize(Stranger, parse: false) : []);

    /// <inheritdoc/>
    public int[] Ids(string text, SpecialTokens special, bool continues)
    {
        text = Composed(text);
        var ids = engine.Tokenize(text, parse: special == SpecialTokens.Recognise);
        return special == SpecialTokens.Recognise || !Array.Exists(ids, control.Contains) ? ids : Apart(text, ids);
    }

    /// <inheritdoc/>
    public string Composed(string text) => composes ? s_composed.Normalize(text) : text;

    /// <inheritdoc/>
    public (bool Before, bool After) TakesSpace(int token) =>
        ((engine.Attributes(token) & EngineVocabulary.TakesBefore) != 0, (engine.Attributes(token) & EngineVocabulary.TakesAfter) != 0);

    // Some vocabularies merge characters to a control token, or keep a control token as no control token.
    private int[] Apart(string text, int[] ids)
    {
        var cuts = new SortedSet<int>();
        for (var rounds = 0; ids.Where(control.Contains).Distinct().ToList() is { Count: > 0 } found; rounds++)
        {
            if (rounds == TextCuts.MostRounds || !TextCuts.Add(text, found.Select(engine.Written), cuts))
                throw new InferenceException(
                    $"{engine.Path}: a text becomes the control token {found[0]} ({engine.Written(found[0])}) of the model although it is to stay text; "
                    + "it cannot be given to this model. With the model's tokenizer.json beside the file it can.");
            var start = 0;
            var made = new List<int>();
            foreach (var end in cuts.Append(text.Length))
            {
                made.AddRange(start == 0 ? engine.Tokenize(text[..end], parse: false) : Continued(text[start..end]));
                start = end;
            }

            ids = [.. made];
        }

        return ids;
    }

    // SentencePiece's vocabularies put a space before what is tokenized alone, and that is no part of the text here.
    private int[] Continued(string part)
    {
        var ids = engine.Tokenize(engine.Kind == VocabularyKind.SentencePiece ? Stranger + part : part, parse: false);
        return ids.AsSpan().StartsWith(_stranger.Value) ? ids[_stranger.Value.Length..] : engine.Tokenize(part, parse: false);
    }
}
