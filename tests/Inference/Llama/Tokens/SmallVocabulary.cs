using System.Text.Json.Nodes;
using Rlar.Bench.Tokenizers;
using Rlar.Inference.Llama;
using Rlar.Inference.Tests.Tokenizers;
using Rlar.Inference.Tokenizers;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama.Tokens;

/// <summary>A small tokenizer.json of a kind and a GGUF model with its vocabulary, each in a folder of its own.</summary>
internal sealed class SmallVocabulary : IDisposable
{
    private readonly TempFolder _folder = new();

    private SmallVocabulary(JsonObject json, string splitting, int padding)
    {
        Json = json;
        _ = Directory.CreateDirectory(_folder.PathOf("alone"));
        TokenizerFile = _folder.PathOf("tokenizer.json");
        Model = Path.Combine(_folder.PathOf("alone"), "model.gguf");
        Save();
        VocabularyGguf.Write(TokenizerFile, splitting, Model, padding);
    }

    internal JsonObject Json { get; }

    /// <summary>The tokenizer.json, which does not lie beside the model.</summary>
    internal string TokenizerFile { get; }

    internal string Model { get; }

    internal string Beside(string name) => Path.Combine(Path.GetDirectoryName(Model)!, name);

    internal Tokenizer Tokenizer => Tokenizer.Load(TokenizerFile);

    internal void Save() => File.WriteAllText(TokenizerFile, Json.ToJsonString());

    internal LlamaModel Load(string? tokenizer = null) =>
        LlamaModel.Load(Model, new LlamaModelOptions { TokenizerFile = tokenizer, VocabularyOnly = true }, null, TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Dispose();

    internal static SmallVocabulary Of(string kind, int padding = 0) => kind switch
    {
        "byte pairs" => BytePairs("gpt-2", padding, "h e", "l l", "he ll", "hell o", "Ġ t", "Ġt he"),
        "sentencepiece" => new(SentencePiece(), "", padding),
        "unigram" => new(Unigram(), "", padding),
        "wordpiece" => new(WordPiece(), "", padding),
        _ => throw new ArgumentException(kind, nameof(kind)),
    };

    /// <summary>A vocabulary over bytes, split as GPT-2's in the tokenizer.json and by a name of llama.cpp's in the model.</summary>
    internal static SmallVocabulary BytePairs(string splitting, int padding, params string[] merges)
    {
        var json = Loaded.ByteLevel(merges);
        json["normalizer"] = null;
        json["pre_tokenizer"]!["use_regex"] = true;
        json["added_tokens"] = Added(Vocabulary(json).Count, "<|end|>", "<|user|>", "<tool>");
        return new(json, splitting, padding);
    }

    internal static JsonObject Vocabulary(JsonObject json) => json["model"]!["vocab"]!.AsObject();

    // The first is special, the second is written like one, the third is neither.
    private static JsonArray Added(int first, string special, string like, string plain) =>
    [
        .. new[] { (special, true), (like, false), (plain, false) }.Select((token, index) => (JsonNode)new JsonObject
        {
            ["id"] = first + index, ["content"] = token.Item1, ["special"] = token.Item2, ["normalized"] = false,
            ["lstrip"] = false, ["rstrip"] = false, ["single_word"] = false,
        }),
    ];

    private static JsonArray Special(params (int Id, string Content)[] tokens) =>
    [
        .. tokens.Select(token => (JsonNode)new JsonObject
        {
            ["id"] = token.Id, ["content"] = token.Content, ["special"] = true, ["normalized"] = false, ["lstrip"] = false, ["rstrip"] = false, ["single_word"] = false,
        }),
    ];

    private static JsonObject SentencePiece()
    {
        var tokens = new List<string> { "<unk>", "<s>", "</s>" };
        tokens.AddRange(Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>"));
        tokens.AddRange(["\u2581", .. "abcdefghijklmnopqrstuvwxyz<>/|_".Select(c => c.ToString())]);
        // "s>" lets merges reach </s>, as in Llama 2's vocabulary.
        string[] merges = ["h e", "l l", "he ll", "hell o", "\u2581 t", "\u2581t he", "s >", "< /", "</ s>", "\u2581 hello"];
        tokens.AddRange(merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)).Where(token => !tokens.Contains(token)));
        var vocabulary = new JsonObject(tokens.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id)));
        var added = Special((0, "<unk>"), (1, "<s>"), (2, "</s>"));
        foreach (var token in Added(tokens.Count, "<|end|>", "<|user|>", "<tool>").ToArray())
            added.Add(token!.DeepClone());
        return new JsonObject
        {
            ["version"] = "1.0",
            ["normalizer"] = JsonNode.Parse("""{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"\u2581"},{"type":"Replace","pattern":{"String":" "},"content":"\u2581"}]}"""),
            ["post_processor"] = JsonNode.Parse("""
                {"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[],
                 "special_tokens":{"<s>":{"id":"<s>","ids":[1],"tokens":["<s>"]}}}
                """),
            ["added_tokens"] = added,
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["unk_token"] = "<unk>",
                ["fuse_unk"] = true,
                ["byte_fallback"] = true,
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray([.. merges.Select(merge => (JsonNode)merge)]),
            },
        };
    }

    private static JsonObject Unigram()
    {
        var pieces = new List<(string, double)> { ("<pad>", 0), ("</s>", 0), ("<unk>", 0), ("\u2581", -3), ("\u2581the", -4), ("\u2581hello", -5), ("hello", -6), ("he", -5) };
        pieces.AddRange("abcdefghijklmnopqrstuvwxyz<>/|".Select(c => (c.ToString(), -8.0 - (c % 5))));
        var added = Special((0, "<pad>"), (1, "</s>"), (2, "<unk>"));
        foreach (var token in Added(pieces.Count, "<|end|>", "<|user|>", "<tool>").ToArray())
            added.Add(token!.DeepClone());
        return new JsonObject
        {
            ["version"] = "1.0",
            ["normalizer"] = null,
            ["post_processor"] = JsonNode.Parse("""
                {"type":"TemplateProcessing","single":[{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}}],"pair":[],
                 "special_tokens":{"</s>":{"id":"</s>","ids":[1],"tokens":["</s>"]}}}
                """),
            ["pre_tokenizer"] = JsonNode.Parse("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"\u2581","prepend_scheme":"always"}]}"""),
            ["added_tokens"] = added,
            ["model"] = new JsonObject
            {
                ["type"] = "Unigram",
                ["unk_id"] = 2,
                ["vocab"] = new JsonArray([.. pieces.Select(piece => (JsonNode)new JsonArray(piece.Item1, piece.Item2))]),
            },
        };
    }

    private static JsonObject WordPiece()
    {
        string[] tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "hello", "##llo", "[", "]", "<", ">", "|", "/",
            .. Enumerable.Range('a', 26).SelectMany(letter => (string[])[$"{(char)letter}", $"##{(char)letter}"])];
        return new JsonObject
        {
            ["version"] = "1.0",
            ["normalizer"] = JsonNode.Parse("""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}"""),
            ["pre_tokenizer"] = JsonNode.Parse("""{"type":"BertPreTokenizer"}"""),
            ["post_processor"] = JsonNode.Parse("""{"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]}"""),
            ["added_tokens"] = Special((0, "[PAD]"), (1, "[UNK]"), (2, "[CLS]"), (3, "[SEP]"), (4, "[MASK]")),
            ["model"] = new JsonObject
            {
                ["type"] = "WordPiece",
                ["unk_token"] = "[UNK]",
                ["continuing_subword_prefix"] = "##",
                ["max_input_chars_per_word"] = 100,
                ["vocab"] = new JsonObject(tokens.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id))),
            },
        };
    }
}
