using Rlar.Inference.Gguf;

namespace Rlar.Inference.Llama;

/// <summary>
/// Holds back files whose metadata would end the process: the engine asserts what it does not expect. Each rule stands for one of its
/// assertions or for an index that it does not check.
/// </summary>
internal static class ModelGuard
{
    private const int MaxLayers = 512;
    private const int MaxExperts = 512;
    private const long MaxWidth = 1 << 24;

    /// <summary>Does nothing where a file's metadata is such as the engine expects.</summary>
    /// <exception cref="InferenceException">It is not; the message names the key.</exception>
    internal static void Check(GgufFile file)
    {
        var architecture = file.Text("general.architecture") ?? throw Error(file, "general.architecture", "missing");
        Within(file, $"{architecture}.block_count", 1, MaxLayers);
        Within(file, $"{architecture}.context_length", 1, int.MaxValue);
        Within(file, $"{architecture}.embedding_length", 1, MaxWidth);
        Within(file, $"{architecture}.embedding_length_out", 1, MaxWidth);
        Within(file, $"{architecture}.features_length", 1, MaxWidth);
        Within(file, $"{architecture}.feed_forward_length", 0, MaxWidth);
        Within(file, $"{architecture}.attention.head_count", 0, MaxWidth);
        Within(file, $"{architecture}.attention.head_count_kv", 0, MaxWidth);
        Within(file, $"{architecture}.attention.key_length", 1, MaxWidth);
        Within(file, $"{architecture}.attention.value_length", 1, MaxWidth);
        Within(file, $"{architecture}.rope.dimension_count", 0, MaxWidth);
        Within(file, $"{architecture}.expert_count", 0, MaxExperts);
        Within(file, $"{architecture}.nextn_predict_layers", 0, file.Number($"{architecture}.block_count") ?? MaxLayers);
        Within(file, $"{architecture}.expert_used_count", 0, file.Number($"{architecture}.expert_count") ?? 0);
        Within(file, $"{architecture}.pooling_type", -1, 4);
        Positive(file, $"{architecture}.attention.layer_norm_rms_epsilon", zero: true);
        Positive(file, $"{architecture}.attention.layer_norm_epsilon", zero: true);
        Positive(file, $"{architecture}.rope.freq_base", zero: false);
        Heads(file, architecture);
        Tokens(file);
    }

    private static void Heads(GgufFile file, string architecture)
    {
        if (file.Number($"{architecture}.attention.head_count") is not { } heads || heads == 0
            || file.Number($"{architecture}.embedding_length") is not { } width)
            return;
        var size = file.Number($"{architecture}.attention.key_length") ?? width / heads;
        if (size < 1)
            throw Error(file, $"{architecture}.attention.head_count", $"{heads} heads in a width of {width}");
        if (file.Number($"{architecture}.attention.head_count_kv") is { } shared && (shared > heads || (shared > 0 && heads % shared != 0)))
            throw Error(file, $"{architecture}.attention.head_count_kv", $"{shared}, which does not divide {heads} heads");
        // The llama family rotates whole heads; its code asserts it.
        if (architecture == "llama" && file.Number($"{architecture}.rope.dimension_count") is { } rotated && rotated != size)
            throw Error(file, $"{architecture}.rope.dimension_count", $"{rotated}, and a head has {size}");
    }

    private static void Tokens(GgufFile file)
    {
        if ((file.Metadata.GetValueOrDefault("tokenizer.ggml.tokens") as GgufArray)?.Count is not { } count)
            return;
        foreach (var key in (string[])["tokenizer.ggml.scores", "tokenizer.ggml.token_type"])
        {
            if (file.Metadata.GetValueOrDefault(key) is GgufArray list && list.Count != count)
                throw Error(file, key, $"{list.Count} values for {count} tokens");
        }

        foreach (var (key, value) in file.Metadata)
        {
            // Converters write 2^32 - 1 for a token that there is not.
            if (key.StartsWith("tokenizer.ggml.", StringComparison.Ordinal)
                && key.EndsWith("_token_id", StringComparison.Ordinal)
                && value is long id && id != uint.MaxValue && (ulong)id >= (ulong)count)
                throw Error(file, key, $"{id}, and there are {count} tokens");
        }
    }

    private static void Within(GgufFile file, string key, long least, long most)
    {
        if (file.Number(key) is { } value && (value < least || value > most))
            throw Error(file, key, $"{value}, not {least} to {most}");
    }

    private static void Positive(GgufFile file, string key, bool zero)
    {
        if (file.Metadata.GetValueOrDefault(key) is double value && !(double.IsFinite(value) && (value > 0 || (zero && value == 0))))
            throw Error(file, key, $"{value}");
    }

    private static InferenceException Error(GgufFile file, string key, string what) =>
        new($"{file.Path}: the metadata key {key} is {what}: the file is damaged, or of a kind that the engine does not know.");
}
