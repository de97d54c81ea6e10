using System.Text.Json.Nodes;
using Rlar.Inference.Conversion;
using Rlar.Inference.Gguf;
using Rlar.Inference.Llama;
using Rlar.Inference.Tests.Native;
using Rlar.Inference.Tokenizers;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Conversion;

/// <summary>The tokenizers of public models, in llama.cpp by what was written to GGUF, against the tokenizer.json.</summary>
public sealed class TokenizerConversionTests : TempFolder
{
    private static readonly string[] s_texts =
    [
        "The quick brown fox jumps over 12345 lazy dogs; it's 3.14!", "def f(x):\n    return x**2\n\n\n", " leading and  double  spaces ", "Grüße, 你好, мир, ελλάδα 🚀",
        "I'LL we've 'd", "a\tb\r\nc", "",
    ];

    [Theory]
    [InlineData("qwen", "gpt2", "qwen2", false)]
    [InlineData("llama3", "gpt2", "llama-bpe", true)]
    [InlineData("cl100k", "gpt2", "dbrx", false)]
    [InlineData("llama2", "llama", "default", true)]
    public void Write_PublicModel_GivesItsIdsInTheEngine(string name, string kind, string splitting, bool beginning)
    {
        Engine.Require();
        var source = TokenizerFiles.Require(name);
        foreach (var file in (string[])["tokenizer.json", "tokenizer_config.json"])
            File.Copy(Path.Combine(Path.GetDirectoryName(source)!, file), PathOf(file));
        File.WriteAllText(PathOf("config.json"), "{}");
        var tokenizer = Tokenizer.Load(source);
        var writer = new GgufWriter();
        writer.Set("general.architecture", "llama");
        _ = TokenizerFields.Write(writer, PathOf(""), ConfigJson.Read(PathOf("config.json")), tokenizer.VocabularySize + 3);
        foreach (var (key, value) in new[] { ("block_count", 1u), ("context_length", 64u), ("embedding_length", 32u), ("feed_forward_length", 32u), ("attention.head_count", 1u), ("rope.dimension_count", 32u) })
            writer.Set($"llama.{key}", value);
        writer.Set("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        var model = PathOf("alone/model.gguf");
        WholeFile.Write(model, (FileStream stream) => writer.WriteTo(stream, TestContext.Current.CancellationToken));

        using var loaded = LlamaModel.Load(model, new LlamaModelOptions { VocabularyOnly = true }, null, TestContext.Current.CancellationToken);
        Assert.Null(loaded.Vocabulary.TokenizerFile);
        Assert.Equal((kind, splitting), (GgufFile.Read(model).Text("tokenizer.ggml.model"), GgufFile.Read(model).Text("tokenizer.ggml.pre")));
        Assert.Equal(beginning, loaded.Vocabulary.AddsBeginning);
        Assert.Equal(tokenizer.VocabularySize + 3, loaded.Vocabulary.Size);
        foreach (var text in s_texts)
        {
            Assert.Equal(tokenizer.EncodeIds(text, SpecialTokens.AsText, addTemplate: false), loaded.Vocabulary.Tokenize(text, addSpecial: false, SpecialTokens.AsText));
            var marked = text + "<|im_start|>user<|eot_id|>";
            Assert.Equal(tokenizer.EncodeIds(marked, SpecialTokens.Recognise, addTemplate: false), loaded.Vocabulary.Tokenize(marked, addSpecial: false, SpecialTokens.Recognise));
        }
    }

    [Theory]
    [InlineData("bert", "$.model.type is missing")]
    [InlineData("deepseek", "$.pre_tokenizer")]
    public void Write_OtherKind_IsRefusedByItsPath(string name, string message)
    {
        var source = TokenizerFiles.Require(name);
        File.Copy(source, PathOf("tokenizer.json"));
        File.WriteAllText(PathOf("config.json"), "{}");
        var error = Assert.Throws<InferenceException>(() => TokenizerFields.Write(new GgufWriter(), PathOf(""), ConfigJson.Read(PathOf("config.json")), 1 << 20));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("are converted", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"chat_template":"one"}""", "one")]
    [InlineData("""{"chat_template":[{"name":"tool_use","template":"two"},{"name":"default","template":"three"}]}""", "three")]
    [InlineData("""{"chat_template":[{"name":"tool_use","template":"two"}]}""", null)]
    [InlineData("{}", null)]
    public void Template_InTheConfiguration_IsTheDefault(string config, string? expected)
    {
        var folder = new HuggingFaceFolder(SharedModels.Require("tiny/tiny-qwen2.f32.gguf"));
        folder.TokenizerConfig["chat_template"] = JsonNode.Parse(config)!["chat_template"]?.DeepClone();
        folder.Write(PathOf("model"));
        _ = ModelConversion.Convert(PathOf("model"), PathOf("model.gguf"), TestContext.Current.CancellationToken);
        Assert.Equal(expected, GgufFile.Read(PathOf("model.gguf")).Text("tokenizer.chat_template"));
    }
}
