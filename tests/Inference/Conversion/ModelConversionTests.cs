using System.Text.Json.Nodes;
using Rlar.Inference.Conversion;
using Rlar.Inference.Gguf;
using Rlar.Inference.Llama;
using Rlar.Inference.Safetensors;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Conversion;

public sealed class ModelConversionTests : TempFolder
{
    private static readonly string[] s_texts = ["Once upon a time, there was a little cat.", "the theme 12 345", "  two spaces\nand a line", "x</s>y <s>", "'re, 've"];

    private string Folder => PathOf("small-model");

    private string Converted => PathOf("converted.gguf");

    [Theory]
    [InlineData("tiny/tiny-llama.f32.gguf", 1)]
    [InlineData("tiny/tiny-qwen2.f32.gguf", 1)]
    [InlineData("tiny/tiny-qwen3.f32.gguf", 3)]
    [InlineData(SharedModels.Stories260K, 2)]
    public void Convert_FolderMadeOfAModel_IsTheModel(string name, int shards)
    {
        Engine.Require();
        var source = SharedModels.Require(name);
        new HuggingFaceFolder(source).Write(Folder, shards);
        AssertSame(source, ModelConversion.Convert(Folder, Converted, TestContext.Current.CancellationToken));
    }

    // Half a gigabyte each way: run by name.
    [Fact(Explicit = true)]
    public void Convert_SmolLM2Widened_IsTheModel()
    {
        Engine.Require();
        var source = PathOf("wide.gguf");
        using (var wide = WideWeights.Of(SharedModels.Require("smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf")))
            File.Copy(wide.Path, source);
        new HuggingFaceFolder(source).Write(Folder, 2);
        AssertSame(source, ModelConversion.Convert(Folder, Converted, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Convert_Bfloat16_IsTheModelRounded()
    {
        var source = SharedModels.Require("tiny/tiny-llama.f32.gguf");
        new HuggingFaceFolder(source).Write(Folder, element: SafetensorsElement.BF16);
        _ = ModelConversion.Convert(Folder, Converted, TestContext.Current.CancellationToken);
        var (ours, theirs) = (Weights(Converted), Weights(source));
        foreach (var (name, values) in ours)
            Assert.All(values.Zip(theirs[name]), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Math.Abs(pair.Second) / 256));
    }

    [Fact]
    public void Convert_Keys_SayWhatTheConfigurationSays()
    {
        new HuggingFaceFolder(SharedModels.Require("tiny/tiny-qwen3.f32.gguf")).Write(Folder);
        File.WriteAllText(Path.Combine(Folder, "chat_template.jinja"), "{{ messages }}");
        File.WriteAllText(Path.Combine(Folder, "generation_config.json"), """{"eos_token_id":[2,0,5]}""");
        var result = ModelConversion.Convert(Folder, Converted, TestContext.Current.CancellationToken);
        var file = GgufFile.Read(Converted);
        Assert.Equal(("qwen3", 0), (result.Architecture, result.Warnings.Count));
        Assert.Equal(result.Weights, file.Tensors.Sum(tensor => tensor.Elements));
        Assert.Equal(("small-model", "{{ messages }}", "qwen2"), (file.Text("general.name"), file.Text("tokenizer.chat_template"), file.Text("tokenizer.ggml.pre")));
        Assert.Equal((16L, 16L, 16L), (file.Number("qwen3.attention.key_length"), file.Number("qwen3.attention.value_length"), file.Number("qwen3.rope.dimension_count")));
        // 2 is its own, 0 (<|endoftext|>) is known to the engine.
        Assert.Equal((2L, 5L), (file.Number("tokenizer.ggml.eos_token_id"), file.Number("tokenizer.ggml.eot_token_id")));
    }

    public static TheoryData<string, string?, string> WrongConfig => new()
    {
        { "model_type", "\"mixtral\"", "model_type is 'mixtral'; llama, qwen2 and qwen3" },
        { "model_type", null, "model_type is missing" },
        { "hidden_size", null, "hidden_size is missing" },
        { "hidden_size", "-48", "hidden_size is -48" },
        { "hidden_size", "96", "'model.embed_tokens.weight' has the shape [96, 48], and by config.json [96, 96]" },
        { "num_key_value_heads", "4", "num_key_value_heads is 4" },
        { "num_hidden_layers", "3", "'model.layers.2.input_layernorm.weight' is missing" },
        { "num_hidden_layers", "1", "'model.layers.1.input_layernorm.weight' is none of" },
        { "vocab_size", "95", "has 96 tokens" },
        { "head_dim", "7", "head_dim is 7" },
        { "hidden_act", "\"gelu\"", "hidden_act is 'gelu'" },
        { "attention_bias", "true", "attention_bias is true" },
        { "mlp_bias", "true", "mlp_bias is true" },
        { "use_sliding_window", "true", "use_sliding_window is true" },
        { "layer_types", "[\"full_attention\",\"sliding_attention\"]", "layer_types has" },
        { "quantization_config", "{}", "quantization_config is there" },
        { "partial_rotary_factor", "0.5", "partial_rotary_factor" },
        { "architectures", "[\"LlamaForSequenceClassification\"]", "architectures has \"LlamaForSequenceClassification\"" },
        { "rope_scaling", "{\"rope_type\":\"yarn\",\"factor\":4}", "rope_scaling.rope_type is 'yarn'; default and llama3" },
        { "rope_scaling", "{\"type\":\"linear\",\"factor\":4}", "'linear'" },
        { "rope_scaling", "{\"rope_type\":\"llama3\",\"factor\":4}", "rope_scaling.low_freq_factor is missing" },
        { "rope_scaling", "{\"rope_type\":\"llama3\",\"factor\":4,\"low_freq_factor\":4,\"high_freq_factor\":4}", "rope_scaling.high_freq_factor" },
        { "tie_word_embeddings", "\"yes\"", "tie_word_embeddings is \"yes\"" },
    };

    [Theory]
    [MemberData(nameof(WrongConfig))]
    public void Convert_ConfigNotSupported_NamesTheKey(string key, string? json, string message)
    {
        var folder = new HuggingFaceFolder(SharedModels.Require("tiny/tiny-llama.f32.gguf"));
        folder.Config[key] = json is null ? null : JsonNode.Parse(json);
        folder.Write(Folder);
        AssertRefused(message);
    }

    [Fact]
    public void Convert_TensorsMissingOrUnknown_AreNamed()
    {
        var folder = new HuggingFaceFolder(SharedModels.Require("tiny/tiny-llama.f32.gguf"));
        folder.Write(Folder, without: name => name == "lm_head.weight");
        AssertRefused("'lm_head.weight' is missing, and config.json does not say tie_word_embeddings");
        folder.Write(Folder, more: writer => writer.Add("model.layers.0.self_attn.q_proj.bias", SafetensorsElement.F32, [48], (_, values) => values.Clear()));
        AssertRefused("'model.layers.0.self_attn.q_proj.bias' is none of");
        // Computed by the engine; old checkpoints have it.
        folder.Write(Folder, more: writer => writer.Add("model.layers.0.self_attn.rotary_emb.inv_freq", SafetensorsElement.F32, [4], (_, values) => values.Clear()));
        _ = ModelConversion.Convert(Folder, Converted, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer.json")]
    [InlineData("model.safetensors")]
    public void Convert_FileMissing_NamesIt(string name)
    {
        new HuggingFaceFolder(SharedModels.Require("tiny/tiny-llama.f32.gguf")).Write(Folder);
        File.Delete(Path.Combine(Folder, name));
        AssertRefused(name);
    }

    [Theory]
    [InlineData("normalizer", """{"type":"Lowercase"}""", "$.normalizer: the normalizer Lowercase is not converted")]
    [InlineData("pre_tokenizer", """{"type":"Whitespace"}""", "$.pre_tokenizer: no ByteLevel at its end")]
    [InlineData("pre_tokenizer", """{"type":"ByteLevel","add_prefix_space":true}""", "$.pre_tokenizer.add_prefix_space")]
    [InlineData("pre_tokenizer", """{"type":"Sequence","pretokenizers":[{"type":"Punctuation"},{"type":"ByteLevel","add_prefix_space":false}]}""", "Punctuation, ByteLevel")]
    [InlineData("pre_tokenizer", """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"\\p{L}+"},"behavior":"Isolated"},{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]}""", "the pattern \\p{L}+")]
    [InlineData("pre_tokenizer", """{"type":"ByteLevel","add_prefix_space":false}""", "NFC before the pre-tokenizer 'gpt-2'")]
    public void Convert_TokenizerNotSupported_NamesItsPath(string key, string json, string message)
    {
        var folder = new HuggingFaceFolder(SharedModels.Require("tiny/tiny-qwen2.f32.gguf"));
        folder.Tokenizer[key] = JsonNode.Parse(json);
        folder.Write(Folder);
        AssertRefused(message);
    }

    [Fact]
    public void Convert_TokensThatTakeSpaces_AreWarnedOf()
    {
        var folder = new HuggingFaceFolder(SharedModels.Require("tiny/tiny-qwen2.f32.gguf"));
        folder.Tokenizer["added_tokens"]![1]!["rstrip"] = true;
        folder.Write(Folder);
        var warning = Assert.Single(ModelConversion.Convert(Folder, Converted, TestContext.Current.CancellationToken).Warnings);
        Assert.Contains("<|im_start|>", warning, StringComparison.Ordinal);
    }

    private void AssertRefused(string message)
    {
        var error = Assert.Throws<InferenceException>(() => ModelConversion.Convert(Folder, Converted, TestContext.Current.CancellationToken));
        Assert.StartsWith(PathOf(""), error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Converted));
    }

    private void AssertSame(string source, ConvertedModel result)
    {
        Assert.Empty(result.Warnings);
        using var theirs = LlamaModel.Load(source, new LlamaModelOptions(), null, TestContext.Current.CancellationToken);
        using var ours = LlamaModel.Load(Converted, new LlamaModelOptions(), null, TestContext.Current.CancellationToken);
        Assert.Equal(theirs.Vocabulary.Size, ours.Vocabulary.Size);
        Assert.Equal((theirs.Vocabulary.BeginningOfText, theirs.Vocabulary.EndOfText), (ours.Vocabulary.BeginningOfText, ours.Vocabulary.EndOfText));
        Assert.Equal(theirs.ChatTemplate, ours.ChatTemplate);
        foreach (var text in s_texts)
        {
            foreach (var special in Enum.GetValues<SpecialTokens>())
                Assert.Equal(theirs.Vocabulary.Tokenize(text, addSpecial: true, special), ours.Vocabulary.Tokenize(text, addSpecial: true, special));
        }

        foreach (var (one, other) in Logits(theirs).Zip(Logits(ours)))
            Assert.InRange(Math.Abs(one - other), 0, 1e-5);
    }

    private static float[] Logits(LlamaModel model)
    {
        using var context = new LlamaContext(model, new LlamaContextOptions { ContextTokens = 64 }.Exact());
        var batch = new LlamaBatch(32);
        for (var index = 0; index < 32; index++)
            _ = batch.Add(index * 13 % model.Vocabulary.Size, index, 0, index == 31);
        context.Decode(batch, TestContext.Current.CancellationToken);
        var logits = new float[model.Vocabulary.Size];
        context.CopyLogits(31, logits);
        return logits;
    }

    private static Dictionary<string, float[]> Weights(string path)
    {
        var file = GgufFile.Read(path);
        using var handle = File.OpenHandle(path);
        return file.Tensors.ToDictionary(tensor => tensor.Name, tensor =>
        {
            var values = new float[tensor.Elements];
            Assert.Equal(tensor.Bytes, RandomAccess.Read(handle, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()), tensor.Offset));
            return values;
        });
    }
}
