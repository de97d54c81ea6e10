using Rlar.Inference.Tokenizers.Models;
using Rlar.Inference.Tokenizers.Normalizers;
using Rlar.Inference.Tokenizers.PostProcessors;
using Rlar.Inference.Tokenizers.PreTokenizers;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Files;

/// <summary>
/// Reads a vocab.txt, one WordPiece token per line, the line's number its id. The file says nothing else: the rest is BERT's, and text is put in lower case
/// unless the vocabulary has an upper-case letter outside brackets.
/// </summary>
internal static class VocabularyText
{
    private static readonly string[] s_special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>The parts of the tokenizer.</summary>
    internal static TokenizerParts Read(string path)
    {
        var ids = new Dictionary<string, int>();
        try
        {
            var line = 0;
            foreach (var token in File.ReadLines(path))
                ids[token.TrimEnd('\r')] = line++;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }

        foreach (var token in s_special[1..4])
        {
            if (!ids.ContainsKey(token))
                throw new InferenceException(
                    $"{path}: the token {token} is missing. Give the vocab.txt of a BERT model, one token per line, or its tokenizer.json.");
        }

        var lowercase = !ids.Keys.Any(token => token[..Math.Min(1, token.Length)] != "[" && token.Any(char.IsAsciiLetterUpper));
        return new()
        {
            Model = new WordPieceModel(new TokenVocabulary(ids), "[UNK]", "##", 100),
            Normalizer = new BertNormalizer(cleanText: true, handleChinese: true, stripAccents: lowercase, lowercase),
            PreTokenizer = new PreTokenizerSequence(
            [
                new CharacterSplit(Utf16Text.IsWhiteSpace, SplitBehavior.Removed),
                new CharacterSplit(ReferenceUnicode.Shared.Punctuation.Contains, SplitBehavior.Isolated),
            ]),
            PostProcessor = new Template([[ids["[CLS]"]], null, [ids["[SEP]"]]]),
            Rows = (RowTemplate.Single(ids["[CLS]"], ids["[SEP]"]), RowTemplate.Pair(ids["[CLS]"], ids["[SEP]"], roberta: false)),
            Decoder = DecoderReader.WordPiece("##", cleanUp: true),
            AddedTokens = [.. s_special.Where(ids.ContainsKey).Select(token => new AddedToken { Id = ids[token], Content = token, Special = true })],
        };
    }
}
