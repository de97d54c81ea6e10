using Rlar.Inference.Gguf;

namespace Rlar.Inference.Conversion;

/// <summary>The sizes of a dense decoder, what GGUF calls them, and which tensors such a model has.</summary>
internal sealed record DecoderShape
{
    /// <summary>The family.</summary>
    internal required DecoderFamily Family { get; init; }

    /// <summary>Layers.</summary>
    internal required int Layers { get; init; }

    /// <summary>The width of the hidden state.</summary>
    internal required int Width { get; init; }

    /// <summary>Heads of queries.</summary>
    internal required int Heads { get; init; }

    /// <summary>Heads of keys and values, a divisor of <see cref="Heads"/>.</summary>
    internal required int KvHeads { get; init; }

    /// <summary>The width of a head, even.</summary>
    internal required int HeadWidth { get; init; }

    /// <summary>The width inside the feed-forward part.</summary>
    internal required int Inner { get; init; }

    /// <summary>Tokens of the vocabulary.</summary>
    internal required int Vocabulary { get; init; }

    /// <summary>The longest text in tokens.</summary>
    internal required int ContextTokens { get; init; }

    /// <summary>What RMSNorm adds to the mean square.</summary>
    internal required float Epsilon { get; init; }

    /// <summary>The base of the rope's frequencies.</summary>
    internal required float RopeBase { get; init; }

    /// <summary>Whether the head is the embedding.</summary>
    internal required bool TiedHead { get; init; }

    /// <summary>GGUF's name of the family.</summary>
    internal string Architecture => NameOf(Family);

    /// <summary>GGUF's name of a family.</summary>
    internal static string NameOf(DecoderFamily family) => family switch
    {
        DecoderFamily.Llama => "llama",
        DecoderFamily.Qwen2 => "qwen2",
        DecoderFamily.Qwen3 => "qwen3",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "no value of its type"),
    };

    /// <summary>Writes the sizes.</summary>
    internal void WriteKeys(GgufWriter writer)
    {
        var name = Architecture;
        writer.Set($"{name}.vocab_size", (uint)Vocabulary);
        writer.Set($"{name}.context_length", (uint)ContextTokens);
        writer.Set($"{name}.embedding_length", (uint)Width);
        writer.Set($"{name}.block_count", (uint)Layers);
        writer.Set($"{name}.feed_forward_length", (uint)Inner);
        writer.Set($"{name}.attention.head_count", (uint)Heads);
        writer.Set($"{name}.attention.head_count_kv", (uint)KvHeads);
        writer.Set($"{name}.attention.layer_norm_rms_epsilon", Epsilon);
        writer.Set($"{name}.rope.freq_base", RopeBase);
        writer.Set($"{name}.rope.dimension_count", (uint)HeadWidth);
        // The engine takes width / heads where these are missing.
        if (HeadWidth * Heads != Width)
        {
            writer.Set($"{name}.attention.key_length", (uint)HeadWidth);
            writer.Set($"{name}.attention.value_length", (uint)HeadWidth);
        }
    }

    /// <summary>The tensors that every model of the family has, by GGUF's names, with dimensions as GGUF has them: the fastest first.</summary>
    internal IEnumerable<(string Name, long[] Dimensions)> Tensors()
    {
        var (queries, keys) = ((long)Heads * HeadWidth, (long)KvHeads * HeadWidth);
        yield return ("token_embd.weight", [Width, Vocabulary]);
        yield return ("output_norm.weight", [Width]);
        if (!TiedHead)
            yield return ("output.weight", [Width, Vocabulary]);
        for (var layer = 0; layer < Layers; layer++)
        {
            var block = $"blk.{layer}.";
            yield return (block + "attn_norm.weight", [Width]);
            yield return (block + "attn_q.weight", [Width, queries]);
            yield return (block + "attn_k.weight", [Width, keys]);
            yield return (block + "attn_v.weight", [Width, keys]);
            yield return (block + "attn_output.weight", [queries, Width]);
            if (Family == DecoderFamily.Qwen2)
            {
                yield return (block + "attn_q.bias", [queries]);
                yield return (block + "attn_k.bias", [keys]);
                yield return (block + "attn_v.bias", [keys]);
            }
            else if (Family == DecoderFamily.Qwen3)
            {
                yield return (block + "attn_q_norm.weight", [HeadWidth]);
                yield return (block + "attn_k_norm.weight", [HeadWidth]);
            }

            yield return (block + "ffn_norm.weight", [Width]);
            yield return (block + "ffn_gate.weight", [Width, Inner]);
            yield return (block + "ffn_up.weight", [Width, Inner]);
            yield return (block + "ffn_down.weight", [Inner, Width]);
        }
    }
}
