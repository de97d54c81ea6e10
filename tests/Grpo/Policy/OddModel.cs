using Rlar.Inference.Gguf;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Policy;

/// <summary>
/// Tiny models of structures that no shared file has, with random numbers everywhere, norms and biases too, that the engine loads. 40 letters are their tokens.
/// </summary>
internal sealed record OddModel
{
    internal const int Vocabulary = 40;

    internal string Architecture { get; init; } = "llama";

    internal int Layers { get; init; } = 2;

    internal int Width { get; init; } = 12;

    internal int Heads { get; init; } = 3;

    internal int KeyHeads { get; init; } = 3;

    internal int HeadWidth { get; init; } = 4;

    internal int Inner { get; init; } = 20;

    internal bool IsTied { get; init; } = true;

    internal bool HasBiases { get; init; }

    internal bool HasRopeFactors { get; init; }

    internal float RopeBase { get; init; } = 10000;

    internal Action<GgufWriter>? More { get; init; }

    /// <summary>Writes it.</summary>
    internal string Write(TempFolder folder)
    {
        var writer = new GgufWriter();
        writer.Set("general.architecture", Architecture);
        writer.Set($"{Architecture}.context_length", 64u);
        writer.Set($"{Architecture}.embedding_length", (uint)Width);
        writer.Set($"{Architecture}.block_count", (uint)Layers);
        writer.Set($"{Architecture}.feed_forward_length", (uint)Inner);
        writer.Set($"{Architecture}.attention.head_count", (uint)Heads);
        writer.Set($"{Architecture}.attention.head_count_kv", (uint)KeyHeads);
        writer.Set($"{Architecture}.attention.key_length", (uint)HeadWidth);
        writer.Set($"{Architecture}.attention.value_length", (uint)HeadWidth);
        writer.Set($"{Architecture}.attention.layer_norm_rms_epsilon", 1e-5f);
        writer.Set($"{Architecture}.rope.dimension_count", (uint)HeadWidth);
        writer.Set($"{Architecture}.rope.freq_base", RopeBase);
        writer.Set("tokenizer.ggml.model", "llama");
        writer.Set("tokenizer.ggml.tokens", [.. Enumerable.Range(0, Vocabulary).Select(token => token < 3 ? $"<{token}>" : ((char)('A' + token)).ToString())]);
        writer.Set("tokenizer.ggml.scores", new float[Vocabulary].AsSpan());
        writer.Set("tokenizer.ggml.token_type", [2, 3, 3, .. Enumerable.Repeat(1, Vocabulary - 3)]);
        More?.Invoke(writer);
        var random = new Random(7);
        void Add(string name, double mean, double spread, params ReadOnlySpan<long> dimensions) => writer.Add(name, GgufElement.F32, dimensions, (_, values) =>
        {
            foreach (ref var value in values)
                value = (float)(mean + (spread * ((2 * random.NextDouble()) - 1)));
        });
        var (queries, keys) = (Heads * HeadWidth, KeyHeads * HeadWidth);
        Add("token_embd.weight", 0, 1, Width, Vocabulary);
        Add("output_norm.weight", 1, 0.5, Width);
        if (!IsTied)
            Add("output.weight", 0, 0.7, Width, Vocabulary);
        if (HasRopeFactors)
            Add("rope_freqs.weight", 2, 0.9, HeadWidth / 2);
        for (var layer = 0; layer < Layers; layer++)
        {
            var block = $"blk.{layer}.";
            Add(block + "attn_norm.weight", 1, 0.5, Width);
            Add(block + "ffn_norm.weight", 1, 0.5, Width);
            Add(block + "attn_q.weight", 0, 0.6, Width, queries);
            Add(block + "attn_k.weight", 0, 0.6, Width, keys);
            Add(block + "attn_v.weight", 0, 0.6, Width, keys);
            Add(block + "attn_output.weight", 0, 0.6, queries, Width);
            Add(block + "ffn_gate.weight", 0, 0.6, Width, Inner);
            Add(block + "ffn_up.weight", 0, 0.6, Width, Inner);
            Add(block + "ffn_down.weight", 0, 0.6, Inner, Width);
            if (HasBiases)
            {
                Add(block + "attn_q.bias", 0, 0.5, queries);
                Add(block + "attn_k.bias", 0, 0.5, keys);
                Add(block + "attn_v.bias", 0, 0.5, keys);
            }

            if (Architecture == "qwen3")
            {
                Add(block + "attn_q_norm.weight", 1, 0.5, HeadWidth);
                Add(block + "attn_k_norm.weight", 1, 0.5, HeadWidth);
            }
        }

        var path = folder.PathOf($"{Guid.NewGuid():N}.gguf");
        using var stream = File.Create(path);
        writer.WriteTo(stream, default);
        return path;
    }
}
