using System.Text.Json;
using Rlar.Inference.Tokenizers.Models;

namespace Rlar.Inference.Tokenizers.Files;

/// <summary>Reads a tokenizer.json. Its truncation and padding sections are left aside: whoever makes batches cuts and pads.</summary>
internal static class TokenizerJson
{
    /// <summary>The parts of the file.</summary>
    internal static TokenizerParts Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 64 });
            return Read(new Section(path, "$", document.RootElement));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InferenceException($"{path}: not JSON: {error.Message.TrimEnd('.')}. Give a tokenizer.json or a vocab.txt.", error);
        }
    }

    private static TokenizerParts Read(Section root)
    {
        if (root.Value.ValueKind != JsonValueKind.Object)
            throw root.Bad("an object is needed");
        if (root.Text("version", "1.0") is not "1.0" and var version)
            throw root.Field("version").Bad($"version '{version}' is not read, only 1.0");
        var model = ModelReader.Read(root.Field("model"));
        return new()
        {
            Model = model,
            Normalizer = NormalizerReader.Read(root.Field("normalizer")),
            PreTokenizer = PreTokenizerReader.Read(root.Field("pre_tokenizer")),
            PostProcessor = PostProcessorReader.Read(root.Field("post_processor")),
            Rows = RowTemplateReader.Read(root.Field("post_processor")),
            Decoder = DecoderReader.Read(root.Field("decoder")),
            AddedTokens = root.Field("added_tokens").IsEmpty ? [] : AddedTokens(root, model.Vocabulary),
        };
    }

    /// <summary>Added tokens that the vocabulary has keep its id; others are numbered on from its end. The ids in the file
    /// are not read: the reference, with which models are trained, goes by the vocabulary and the order too.</summary>
    private static List<AddedToken> AddedTokens(Section root, TokenVocabulary vocabulary)
    {
        var ids = new Dictionary<string, int>();
        var tokens = new List<AddedToken>();
        var next = vocabulary.Count;
        foreach (var section in root.List("added_tokens"))
        {
            var content = section.Text("content");
            if (content.Length == 0)
                continue;
            if (!ids.TryGetValue(content, out var id) && (id = vocabulary.IdOf(content)) < 0)
                id = next++;
            ids[content] = id;
            _ = tokens.RemoveAll(token => token.Id == id);
            tokens.Add(new()
            {
                Id = id,
                Content = content,
                SingleWord = section.Flag("single_word", false),
                LeftStrip = section.Flag("lstrip", false),
                RightStrip = section.Flag("rstrip", false),
                Normalized = section.Flag("normalized", !section.Flag("special", false)),
                Special = section.Flag("special", false),
            });
        }

        return tokens;
    }
}
