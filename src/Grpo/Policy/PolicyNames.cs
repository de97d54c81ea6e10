namespace Rlar.Grpo.Policy;

/// <summary>GGUF's names of a Llama-family model's tensors.</summary>
internal static class PolicyNames
{
    internal const string Embedding = "token_embd.weight";
    internal const string Head = "output.weight";
    internal const string OutputNorm = "output_norm.weight";

    /// <summary>[head width / 2] what each rotary frequency is divided by: a constant, never trained.</summary>
    internal const string RopeFactors = "rope_freqs.weight";

    internal static string Weight(string linear) => linear + ".weight";

    internal static string Bias(string linear) => linear + ".bias";

    /// <summary>An adapter's first matrix, [rank, in].</summary>
    internal static string AdapterA(string weight) => weight + ".lora_a";

    /// <summary>An adapter's second matrix, [out, rank].</summary>
    internal static string AdapterB(string weight) => weight + ".lora_b";

    /// <summary>The names of one layer; linear parts without .weight or .bias.</summary>
    internal sealed class Layer(int index)
    {
        private readonly string _prefix = $"blk.{index}.";

        internal string AttentionNorm => _prefix + "attn_norm.weight";

        internal string Query => _prefix + "attn_q";

        internal string Key => _prefix + "attn_k";

        internal string Value => _prefix + "attn_v";

        internal string Output => _prefix + "attn_output";

        internal string QueryNorm => _prefix + "attn_q_norm.weight";

        internal string KeyNorm => _prefix + "attn_k_norm.weight";

        internal string FeedForwardNorm => _prefix + "ffn_norm.weight";

        internal string Gate => _prefix + "ffn_gate";

        internal string Up => _prefix + "ffn_up";

        internal string Down => _prefix + "ffn_down";
    }
}
