namespace Rlar.Inference.Conversion;

/// <summary>The names of a dense decoder's tensors: GGUF's and those of transformers' LlamaForCausalLM, Qwen2ForCausalLM and Qwen3ForCausalLM.</summary>
public static class HuggingFaceNames
{
    private const string Block = "blk.";

    private static readonly Dictionary<string, string> s_outer = new(StringComparer.Ordinal)
    {
        ["token_embd"] = "model.embed_tokens",
        ["output_norm"] = "model.norm",
        ["output"] = "lm_head",
    };

    private static readonly Dictionary<string, string> s_inner = new(StringComparer.Ordinal)
    {
        ["attn_norm"] = "input_layernorm",
        ["attn_q"] = "self_attn.q_proj",
        ["attn_k"] = "self_attn.k_proj",
        ["attn_v"] = "self_attn.v_proj",
        ["attn_output"] = "self_attn.o_proj",
        ["attn_q_norm"] = "self_attn.q_norm",
        ["attn_k_norm"] = "self_attn.k_norm",
        ["ffn_norm"] = "post_attention_layernorm",
        ["ffn_gate"] = "mlp.gate_proj",
        ["ffn_up"] = "mlp.up_proj",
        ["ffn_down"] = "mlp.down_proj",
    };

    /// <summary>transformers' name of a tensor: model.layers.0.self_attn.q_proj.weight for blk.0.attn_q.weight.</summary>
    /// <param name="gguf">GGUF's name, with .weight or .bias behind it.</param>
    /// <returns>The name; null for a tensor that transformers' models do not have, such as rope_freqs.weight.</returns>
    public static string? Of(string gguf)
    {
        ArgumentNullException.ThrowIfNull(gguf);
        var kind = gguf.LastIndexOf('.');
        if (kind < 0 || gguf[kind..] is not (".weight" or ".bias"))
            return null;
        var stem = gguf[..kind];
        if (!stem.StartsWith(Block, StringComparison.Ordinal))
            return s_outer.TryGetValue(stem, out var outer) ? outer + gguf[kind..] : null;
        var dot = stem.IndexOf('.', Block.Length);
        return dot > Block.Length
            && stem.AsSpan(Block.Length, dot - Block.Length).IndexOfAnyExceptInRange('0', '9') < 0
            && s_inner.TryGetValue(stem[(dot + 1)..], out var inner)
            ? $"model.layers.{stem[Block.Length..dot]}.{inner}{gguf[kind..]}"
            : null;
    }

    /// <summary>The module that a matrix belongs to, as PEFT's target_modules name it: q_proj for blk.0.attn_q.weight.</summary>
    /// <param name="gguf">GGUF's name.</param>
    /// <returns>The module; null as <see cref="Of"/>.</returns>
    public static string? ModuleOf(string gguf) => Of(gguf)?.Split('.')[^2];
}
