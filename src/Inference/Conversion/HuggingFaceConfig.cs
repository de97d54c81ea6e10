using System.Text.Json;

namespace Rlar.Inference.Conversion;

/// <summary>What config.json says of a dense decoder. Whatever would change its numbers and cannot be written is an error that names the key.</summary>
/// <param name="Shape">The sizes.</param>
/// <param name="Rope">How the rope is stretched; null where it is not.</param>
internal sealed record HuggingFaceConfig(DecoderShape Shape, RopeFactors? Rope)
{
    private const string Supported = "llama, qwen2 and qwen3 are converted";

    // The defaults of transformers' classes, for what older files leave out.
    private const double DefaultEpsilon = 1e-6;
    private const double DefaultRopeBase = 10_000;
    private const int Qwen3HeadWidth = 128;

    /// <summary>Reads it.</summary>
    /// <param name="config">config.json.</param>
    /// <exception cref="InferenceException">A key is missing, wrong or not supported.</exception>
    internal static HuggingFaceConfig Of(ConfigJson config)
    {
        var family = config.Text("model_type") switch
        {
            "llama" => DecoderFamily.Llama,
            "qwen2" => DecoderFamily.Qwen2,
            "qwen3" => DecoderFamily.Qwen3,
            null => throw config.Error("model_type", $"is missing; {Supported}"),
            var other => throw config.Error("model_type", $"is '{other}'; {Supported}"),
        };
        Refuse(config);
        var (width, heads) = (config.Count("hidden_size"), config.Count("num_attention_heads"));
        var headWidth = config.Count("head_dim", family == DecoderFamily.Qwen3 ? Qwen3HeadWidth : Math.Max(1, width / heads));
        if (config.Field("head_dim") is null && family != DecoderFamily.Qwen3 && width % heads != 0)
            throw config.Error("hidden_size", $"is {width}, which cannot be divided among {heads} heads, and there is no head_dim");
        if (headWidth % 2 != 0)
            throw config.Error("head_dim", $"is {headWidth}; the rope turns pairs, so it must be even");
        // transformers' Qwen classes take 32 where the key is missing, which no such model has.
        var kvHeads = config.Count("num_key_value_heads", family == DecoderFamily.Llama ? heads : null);
        if (heads % kvHeads != 0)
            throw config.Error("num_key_value_heads", $"is {kvHeads}, no divisor of the {heads} heads");
        var rope = config.Object("rope_parameters") ?? config.Object("rope_scaling");
        var ropeBase = config.Number("rope_theta", config.Object("rope_parameters")?.Number("rope_theta", DefaultRopeBase) ?? DefaultRopeBase);
        var context = config.Count("max_position_embeddings");
        return new HuggingFaceConfig(
            new DecoderShape
            {
                Family = family,
                Layers = config.Count("num_hidden_layers"),
                Width = width,
                Heads = heads,
                KvHeads = kvHeads,
                HeadWidth = headWidth,
                Inner = config.Count("intermediate_size"),
                Vocabulary = config.Count("vocab_size"),
                ContextTokens = context,
                Epsilon = (float)config.Number("rms_norm_eps", DefaultEpsilon),
                RopeBase = (float)ropeBase,
                TiedHead = config.Flag("tie_word_embeddings", false),
            },
            rope is { } stretched ? Stretching(stretched, context) : null);
    }

    private static RopeFactors? Stretching(ConfigJson rope, int context)
    {
        switch (rope.Text("rope_type") ?? rope.Text("type"))
        {
            case null or "default":
                return null;
            case "llama3":
                var (low, high) = (rope.Number("low_freq_factor"), rope.Number("high_freq_factor"));
                return high > low
                    ? new RopeFactors(rope.Number("factor"), low, high, rope.Count("original_max_position_embeddings", context))
                    : throw rope.Error("high_freq_factor", $"is {high}, not above low_freq_factor, {low}");
            case var other:
                throw rope.Error("rope_type", $"is '{other}'; default and llama3 are converted");
        }
    }

    // Keys that ask for other arithmetic than the engine's.
    private static void Refuse(ConfigJson config)
    {
        if (config.Text("hidden_act") is { } activation and not "silu")
            throw config.Error("hidden_act", $"is '{activation}'; silu is converted");
        foreach (var key in (string[])["attention_bias", "mlp_bias", "use_sliding_window"])
        {
            if (config.Flag(key, false))
                throw config.Error(key, "is true, which is not converted");
        }

        if (config.Field("quantization_config") is not null)
            throw config.Error("quantization_config", "is there: the weights are quantised. Give the folder of the model as it was trained");
        if (config.Number("partial_rotary_factor", 1) != 1)
            throw config.Error("partial_rotary_factor", "is not 1, which is not converted");
        if (config.Field("architectures") is { ValueKind: JsonValueKind.Array } classes
            && classes.EnumerateArray().FirstOrDefault(name => !Continues(name)) is { ValueKind: not JsonValueKind.Undefined } other)
            throw config.Error("architectures", $"has {other.GetRawText()}; models that continue text (...ForCausalLM) are converted");
        if (config.Field("layer_types") is { ValueKind: JsonValueKind.Array } types
            && types.EnumerateArray().Any(type => type.ValueKind != JsonValueKind.String || type.GetString() != "full_attention"))
            throw config.Error("layer_types", "has another than full_attention, which is not converted");

        static bool Continues(JsonElement name) =>
            name.ValueKind == JsonValueKind.String && name.GetString()!.EndsWith("ForCausalLM", StringComparison.Ordinal);
    }
}
