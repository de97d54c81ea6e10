using Rlar.Inference.Heads;

namespace Rlar.Inference.Tests.Llama.Pooled;

/// <summary>A BERT of two layers with random weights: as a file for the engine, and computed here, in doubles.</summary>
internal sealed class TinyBert
{
    private const int Width = 32;
    private const int Heads = 4;
    private const int Inner = 48;
    private const int Layers = 2;
    private readonly GgufCopy _file = new();

    internal TinyBert(int labels, ModelPooling pooling, string[]? names = null)
    {
        var random = new Random(11);
        string[] words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", .. Enumerable.Range('a', 26).SelectMany(letter => (string[])[$"\u2581{(char)letter}", $"{(char)letter}"])];
        Vocabulary = words.Length;
        var metadata = _file.Metadata;
        (metadata["general.architecture"], metadata["bert.block_count"], metadata["bert.context_length"], metadata["bert.embedding_length"]) = ("bert", (long)Layers, 64L, (long)Width);
        (metadata["bert.feed_forward_length"], metadata["bert.attention.head_count"], metadata["bert.attention.layer_norm_epsilon"]) = ((long)Inner, (long)Heads, 1e-12);
        (metadata["bert.attention.causal"], metadata["bert.pooling_type"], metadata["tokenizer.ggml.model"], metadata["tokenizer.ggml.token_type_count"]) = (false, (long)pooling, "bert", 2L);
        (metadata["tokenizer.ggml.tokens"], metadata["tokenizer.ggml.bos_token_id"], metadata["tokenizer.ggml.cls_token_id"]) = (words, 2L, 2L);
        (metadata["tokenizer.ggml.seperator_token_id"], metadata["tokenizer.ggml.eos_token_id"], metadata["tokenizer.ggml.unknown_token_id"], metadata["tokenizer.ggml.padding_token_id"]) = (3L, 3L, 1L, 0L);
        // Without it llama.cpp takes 103, which older releases look up.
        metadata["tokenizer.ggml.mask_token_id"] = 4L;
        if (names is not null)
            metadata["bert.classifier.output_labels"] = names;
        _file.Random("token_embd.weight", random, 1, Width, words.Length);
        _file.Random("token_types.weight", random, 1, Width, 2);
        _file.Random("position_embd.weight", random, 1, Width, 64);
        Norm("token_embd_norm", random);
        for (var layer = 0; layer < Layers; layer++)
        {
            foreach (var name in (string[])["attn_q", "attn_k", "attn_v", "attn_output"])
                Linear($"blk.{layer}.{name}", random, Width, Width);
            Norm($"blk.{layer}.attn_output_norm", random);
            Linear($"blk.{layer}.ffn_up", random, Width, Inner);
            Linear($"blk.{layer}.ffn_down", random, Inner, Width);
            Norm($"blk.{layer}.layer_output_norm", random);
        }

        if (labels == 0)
            return;
        Linear("cls", random, Width, Width);
        Linear("cls.output", random, Width, labels);
    }

    internal int Vocabulary { get; }

    internal void Write(string path) => _file.Write(path);

    /// <summary>The states of the tokens.</summary>
    internal double[][] States(IReadOnlyList<int> ids)
    {
        var (tokens, types, places) = (Of("token_embd.weight"), Of("token_types.weight"), Of("position_embd.weight"));
        var states = ids.Select((id, place) => Normed("token_embd_norm", [.. Enumerable.Range(0, Width).Select(i => (double)tokens[(id * Width) + i] + types[i] + places[(place * Width) + i])])).ToArray();
        for (var layer = 0; layer < Layers; layer++)
        {
            var (q, k, v) = (Applied($"blk.{layer}.attn_q", states), Applied($"blk.{layer}.attn_k", states), Applied($"blk.{layer}.attn_v", states));
            var mixed = Applied($"blk.{layer}.attn_output", [.. states.Select((_, at) => Attended(q[at], k, v))]);
            states = [.. states.Select((state, at) => Normed($"blk.{layer}.attn_output_norm", Sum(state, mixed[at])))];
            var inner = Applied($"blk.{layer}.ffn_up", states).Select(row => Array.ConvertAll(row, Gelu)).ToArray();
            var outer = Applied($"blk.{layer}.ffn_down", inner);
            states = [.. states.Select((state, at) => Normed($"blk.{layer}.layer_output_norm", Sum(state, outer[at])))];
        }

        return states;
    }

    /// <summary>The logits of the head over the first token's state.</summary>
    internal double[] Logits(IReadOnlyList<int> ids) =>
        Applied("cls.output", [Array.ConvertAll(Applied("cls", [States(ids)[0]])[0], Math.Tanh)])[0];

    private static double[] Attended(double[] query, double[][] keys, double[][] values)
    {
        const int Size = Width / Heads;
        var result = new double[Width];
        for (var head = 0; head < Heads; head++)
        {
            var at = head * Size;
            var weights = keys.Select(key => Math.Exp(Enumerable.Range(at, Size).Sum(i => query[i] * key[i]) / Math.Sqrt(Size))).ToArray();
            for (var i = at; i < at + Size; i++)
                result[i] = weights.Select((weight, row) => weight * values[row][i]).Sum() / weights.Sum();
        }

        return result;
    }

    private static double Gelu(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));

    private static double[] Sum(double[] one, double[] other) => [.. one.Zip(other, (x, y) => x + y)];

    private float[] Of(string name) => _file.Tensors[name].Values;

    private double[][] Applied(string name, double[][] rows)
    {
        var (weight, bias) = (Of(name + ".weight"), Of(name + ".bias"));
        return Array.ConvertAll(rows, row => Enumerable.Range(0, bias.Length).Select(o => bias[o] + row.Select((x, i) => x * weight[(o * row.Length) + i]).Sum()).ToArray());
    }

    private double[] Normed(string name, double[] row)
    {
        var mean = row.Average();
        var deviation = Math.Sqrt(row.Average(x => (x - mean) * (x - mean)) + 1e-12);
        return [.. row.Select((x, i) => ((x - mean) / deviation * Of(name + ".weight")[i]) + Of(name + ".bias")[i])];
    }

    private void Linear(string name, Random random, int from, int to)
    {
        _file.Random(name + ".weight", random, 1 / Math.Sqrt(from), from, to);
        _file.Random(name + ".bias", random, 0.2, to);
    }

    private void Norm(string name, Random random)
    {
        _file.Random(name + ".weight", random, 1, Width);
        _file.Random(name + ".bias", random, 0.2, Width);
    }
}
