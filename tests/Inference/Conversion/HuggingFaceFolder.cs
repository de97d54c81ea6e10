using System.Text;
using System.Text.Json.Nodes;
using Rlar.Inference.Gguf;
using Rlar.Inference.Safetensors;

namespace Rlar.Inference.Tests.Conversion;

/// <summary>A model's folder as transformers would write it, made of an F32 GGUF file: names, row orders and tokenizer are turned back by code of its own.</summary>
internal sealed class HuggingFaceFolder
{
    private readonly GgufFile _file;
    private readonly Dictionary<string, GgufField> _fields;
    private readonly string _architecture;

    internal HuggingFaceFolder(string gguf)
    {
        _file = GgufFile.Read(gguf);
        _fields = GgufField.Of(_file).ToDictionary(field => field.Key);
        _architecture = _file.Text("general.architecture")!;
        var heads = Number("attention.head_count");
        HeadWidth = (int)(_file.Number($"{_architecture}.attention.key_length") ?? Number("embedding_length") / heads);
        Config = new JsonObject
        {
            ["architectures"] = new JsonArray(_architecture switch { "llama" => "LlamaForCausalLM", "qwen2" => "Qwen2ForCausalLM", _ => "Qwen3ForCausalLM" }),
            ["model_type"] = _architecture,
            ["hidden_act"] = "silu",
            ["hidden_size"] = Number("embedding_length"),
            ["num_hidden_layers"] = Number("block_count"),
            ["num_attention_heads"] = heads,
            ["num_key_value_heads"] = Number("attention.head_count_kv"),
            ["head_dim"] = HeadWidth,
            ["intermediate_size"] = Number("feed_forward_length"),
            ["vocab_size"] = Strings("tokenizer.ggml.tokens").Count,
            ["max_position_embeddings"] = Number("context_length"),
            ["rms_norm_eps"] = (double)_file.Metadata[$"{_architecture}.attention.layer_norm_rms_epsilon"],
            ["rope_theta"] = (double)_file.Metadata[$"{_architecture}.rope.freq_base"],
            ["tie_word_embeddings"] = _file.Tensors.All(tensor => tensor.Name != "output.weight"),
            ["torch_dtype"] = "float32",
        };
        // What the tiny Llama's divisors were made of.
        if (_file.Tensors.Any(tensor => tensor.Name == "rope_freqs.weight"))
            Config["rope_scaling"] = new JsonObject { ["rope_type"] = "llama3", ["factor"] = 8.0, ["low_freq_factor"] = 1.0, ["high_freq_factor"] = 4.0, ["original_max_position_embeddings"] = 256 };
        Tokenizer = _file.Text("tokenizer.ggml.model") == "gpt2" ? BytePairs() : SentencePiece();
        TokenizerConfig = new JsonObject
        {
            ["bos_token"] = TokenOf("bos"),
            ["eos_token"] = TokenOf("eos"),
            ["unk_token"] = TokenOf("unknown"),
            ["pad_token"] = TokenOf("padding"),
            ["add_bos_token"] = _file.Metadata.GetValueOrDefault("tokenizer.ggml.add_bos_token") as bool? ?? false,
            ["chat_template"] = _file.Text("tokenizer.chat_template"),
        };
    }

    internal int HeadWidth { get; }

    internal JsonObject Config { get; }

    internal JsonObject Tokenizer { get; }

    internal JsonObject TokenizerConfig { get; }

    /// <summary>Writes the folder; the weights in as many files as are asked for.</summary>
    internal void Write(string folder, int shards = 1, SafetensorsElement element = SafetensorsElement.F32, Func<string, bool>? without = null, Action<SafetensorsWriter>? more = null)
    {
        _ = Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), Config.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), Tokenizer.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), TokenizerConfig.ToJsonString());
        var writers = Enumerable.Range(0, shards).Select(_ => new SafetensorsWriter()).ToArray();
        var map = new JsonObject();
        using var source = File.OpenHandle(_file.Path);
        foreach (var (tensor, index) in _file.Tensors.Select((tensor, index) => (tensor, index)))
        {
            Assert.Equal("F32", tensor.Type);
            if (tensor.Name == "rope_freqs.weight" || without?.Invoke(Name(tensor.Name)) == true)
                continue;
            map[Name(tensor.Name)] = ShardName(index % shards);
            writers[index % shards].Add(Name(tensor.Name), element, [.. tensor.Dimensions.Reverse()], Values(source, tensor));
        }

        more?.Invoke(writers[0]);
        for (var shard = 0; shard < shards; shard++)
        {
            using var stream = File.Create(Path.Combine(folder, shards == 1 ? "model.safetensors" : ShardName(shard)));
            writers[shard].WriteTo(stream, TestContext.Current.CancellationToken);
        }

        if (shards > 1)
            File.WriteAllText(Path.Combine(folder, "model.safetensors.index.json"), new JsonObject { ["weight_map"] = map }.ToJsonString());

        string ShardName(int shard) => $"model-{shard + 1:D5}-of-{shards:D5}.safetensors";
    }

    private SafetensorsValues Values(Microsoft.Win32.SafeHandles.SafeFileHandle source, GgufTensor tensor)
    {
        if (_architecture != "llama" || !(tensor.Name.Contains("attn_q.", StringComparison.Ordinal) || tensor.Name.Contains("attn_k.", StringComparison.Ordinal)))
            return (start, values) => Read(source, tensor, start, values);
        var (width, rows) = ((int)tensor.Dimensions[0], (int)tensor.Dimensions[1]);
        var (theirs, turned) = (new float[tensor.Elements], new float[tensor.Elements]);
        Read(source, tensor, 0, theirs);
        // [heads, d/2 pairs, 2] -> [heads, 2, d/2].
        for (var head = 0; head < rows / HeadWidth; head++)
            for (var pair = 0; pair < HeadWidth / 2; pair++)
                for (var half = 0; half < 2; half++)
                    Array.Copy(theirs, ((head * HeadWidth) + (pair * 2) + half) * width, turned, ((head * HeadWidth) + (half * HeadWidth / 2) + pair) * width, width);
        return (start, values) => turned.AsSpan((int)start, values.Length).CopyTo(values);
    }

    private static void Read(Microsoft.Win32.SafeHandles.SafeFileHandle source, GgufTensor tensor, long start, Span<float> values) =>
        RandomAccess.Read(source, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values), tensor.Offset + (start * 4));

    // By replacing one word after the other.
    private static string Name(string gguf) => gguf
        .Replace("token_embd", "model.embed_tokens").Replace("output_norm", "model.norm").Replace("blk.", "model.layers.")
        .Replace("attn_output", "self_attn.o_proj").Replace("attn_q_norm", "self_attn.q_norm").Replace("attn_k_norm", "self_attn.k_norm")
        .Replace("attn_norm", "input_layernorm").Replace("ffn_norm", "post_attention_layernorm")
        .Replace("attn_q", "self_attn.q_proj").Replace("attn_k", "self_attn.k_proj").Replace("attn_v", "self_attn.v_proj")
        .Replace("ffn_gate", "mlp.gate_proj").Replace("ffn_up", "mlp.up_proj").Replace("ffn_down", "mlp.down_proj")
        .Replace("output.weight", "lm_head.weight");

    private long Number(string key) => _file.Number($"{_architecture}.{key}")!.Value;

    private string? TokenOf(string name) => _file.Number($"tokenizer.ggml.{name}_token_id") is { } id ? Strings("tokenizer.ggml.tokens")[(int)id] : null;

    private List<string> Strings(string key)
    {
        var (bytes, texts) = (_fields[key].Value, new List<string>());
        for (var at = 12; at < bytes.Length;)
        {
            var length = (int)BitConverter.ToInt64(bytes, at);
            texts.Add(Encoding.UTF8.GetString(bytes, at + 8, length));
            at += 8 + length;
        }

        return texts;
    }

    private List<float> Floats(string key) => [.. Enumerable.Range(0, (_fields[key].Value.Length - 12) / 4).Select(index => BitConverter.ToSingle(_fields[key].Value, 12 + (index * 4)))];

    private JsonObject BytePairs() => Json(
        _file.Text("tokenizer.ggml.pre") == "qwen2" ? """{"type":"NFC"}""" : "null",
        _file.Text("tokenizer.ggml.pre") switch
        {
            "qwen2" => """
                {"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated","invert":false},
                 {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":false,"use_regex":false}]}
                """,
            "smollm" => """{"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}]}""",
            var other => throw new NotSupportedException(other),
        },
        new JsonObject { ["type"] = "BPE", ["byte_fallback"] = false, ["ignore_merges"] = false, ["merges"] = new JsonArray([.. Strings("tokenizer.ggml.merges").Select(merge => (JsonNode)merge)]) });

    private JsonObject SentencePiece()
    {
        var (tokens, scores) = (Strings("tokenizer.ggml.tokens"), Floats("tokenizer.ggml.scores"));
        var ids = tokens.Select((token, id) => (token, id)).Where(token => Types[token.id] == 1).ToDictionary(token => token.token, token => token.id);
        // As tokenizers are made of SentencePiece models: each token's ways to be two others, the tokens with the highest score first.
        var merges = ids.OrderByDescending(token => scores[token.Value]).SelectMany(token => Enumerable.Range(1, token.Key.Length - 1)
            .Select(cut => (Left: token.Key[..cut], Right: token.Key[cut..]))
            .Where(pair => ids.ContainsKey(pair.Left) && ids.ContainsKey(pair.Right)));
        return Json(
            """{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"\u2581"},{"type":"Replace","pattern":{"String":" "},"content":"\u2581"}]}""",
            "null",
            new JsonObject
            {
                ["type"] = "BPE",
                ["unk_token"] = "<unk>",
                ["fuse_unk"] = true,
                ["byte_fallback"] = true,
                ["merges"] = new JsonArray([.. merges.Select(pair => (JsonNode)new JsonArray(pair.Left, pair.Right))]),
            });
    }

    private List<int> Types => [.. ((GgufArray)_file.Metadata["tokenizer.ggml.token_type"]).Integers!];

    private JsonObject Json(string normalizer, string preTokenizer, JsonObject model)
    {
        var tokens = Strings("tokenizer.ggml.tokens");
        model["vocab"] = new JsonObject(tokens.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id)));
        return new JsonObject
        {
            ["version"] = "1.0",
            ["normalizer"] = JsonNode.Parse(normalizer),
            ["pre_tokenizer"] = JsonNode.Parse(preTokenizer),
            ["post_processor"] = null,
            ["decoder"] = null,
            ["model"] = model,
            ["added_tokens"] = new JsonArray([.. tokens.Select((token, id) => (token, id)).Where(token => Types[token.id] is 2 or 3 or 4).Select(token => (JsonNode)new JsonObject
            {
                ["id"] = token.id, ["content"] = token.token, ["special"] = Types[token.id] != 4, ["normalized"] = false, ["lstrip"] = false, ["rstrip"] = false, ["single_word"] = false,
            })]),
        };
    }
}
