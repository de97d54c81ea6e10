namespace Rlar.Inference.Llama.Pooled;

/// <summary>Texts as the rows of a pooled model, with what its vocabulary puts around them; special tokens in a text are text.</summary>
internal static class PooledText
{
    private const string QueryMark = "{query}";
    private const string DocumentMark = "{document}";

    /// <summary>A text; of one that is too long the start stays, and the tokens that close it.</summary>
    internal static EncoderRow Single(LlamaVocabulary vocabulary, string text, int longest)
    {
        var ids = vocabulary.Tokenize(text, true, SpecialTokens.AsText);
        if (ids.Length <= longest)
            return new EncoderRow(ids, null, 0);
        var closing = Math.Min(longest, Closing(vocabulary));
        return new EncoderRow([.. ids[..(longest - closing)], .. ids[^closing..]], null, ids.Length - longest);
    }

    /// <summary>The whole of a text in rows.</summary>
    internal static List<EncoderRow> Windows(LlamaVocabulary vocabulary, string text, int longest)
    {
        var around = vocabulary.Tokenize("", true, SpecialTokens.AsText);
        var whole = vocabulary.Tokenize(text, true, SpecialTokens.AsText);
        if (whole.Length <= longest)
            return [new EncoderRow(whole, null, 0)];
        if (longest <= around.Length)
            throw new InferenceException($"Rows of {longest} tokens have no room for a text.");
        var closing = Closing(vocabulary);
        var opening = around.Length - closing;
        var inner = whole[opening..^closing];
        return [.. inner.Chunk(longest - around.Length).Select(part => new EncoderRow([.. whole[..opening], .. part, .. whole[^closing..]], null, 0))];
    }

    /// <summary>
    /// Two texts as rerankers take them, which is as llama.cpp's server writes them: the file's template "rerank" if it has one, else
    /// [bos] first [eos] [sep] second [eos], each where the vocabulary asks for it, and of WordPiece [CLS] first [SEP] second [SEP].
    /// All tokens are of type 0: the engine knows no other.
    /// </summary>
    internal static EncoderRow Pair(LlamaVocabulary vocabulary, string? template, string first, string second, int longest)
    {
        var pieces = template is null ? Plain(vocabulary) : Pieces(vocabulary, template);
        return pieces.Build(vocabulary.Tokenize(first, false, SpecialTokens.AsText), vocabulary.Tokenize(second, false, SpecialTokens.AsText), longest);
    }

    private static int Closing(LlamaVocabulary vocabulary)
    {
        var around = vocabulary.Tokenize("", true, SpecialTokens.AsText);
        return around.Length > 0 && around[0] == vocabulary.BeginningOfText ? around.Length - 1 : around.Length;
    }

    private static RowTemplate Plain(LlamaVocabulary vocabulary)
    {
        // WordPiece models are BERT's, and files seldom say more about pairs.
        if (vocabulary is { IsWordPiece: true, BeginningOfText: { } cls, Separator: { } sep })
            return RowTemplate.Pair(cls, sep, roberta: false);
        int[] Of(bool wanted, int? token) => wanted && token is { } id ? [id] : [];
        var end = vocabulary.EndOfText ?? vocabulary.Separator;
        return new(
        [
            (Of(vocabulary.AddsBeginning, vocabulary.BeginningOfText), null, 0), ([], 0, 0), (Of(vocabulary.AddsEnd, end), null, 0),
            (Of(vocabulary.AddsSeparator, vocabulary.Separator), null, 0), ([], 1, 0), (Of(vocabulary.AddsEnd, end), null, 0),
        ]);
    }

    private static RowTemplate Pieces(LlamaVocabulary vocabulary, string template)
    {
        var (query, document) = (template.IndexOf(QueryMark, StringComparison.Ordinal), template.IndexOf(DocumentMark, StringComparison.Ordinal));
        if (query < 0 || document < query)
            throw new InferenceException($"The model's rerank template has no {QueryMark} before a {DocumentMark}.");
        int[] Of(string text) => text.Length == 0 ? [] : vocabulary.Tokenize(text, false, SpecialTokens.Recognise);
        return new(
        [
            (Of(template[..query]), null, 0), ([], 0, 0),
            (Of(template[(query + QueryMark.Length)..document]), null, 0), ([], 1, 0),
            (Of(template[(document + DocumentMark.Length)..]), null, 0),
        ]);
    }
}
