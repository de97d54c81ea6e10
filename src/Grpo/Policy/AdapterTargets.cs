namespace Rlar.Grpo.Policy;

/// <summary>Which weights adapters are on.</summary>
internal static class AdapterTargets
{
    /// <summary>Whether adapters are aimed at a weight: by its whole name, or by its part's, such as attn_q.</summary>
    internal static bool Aims(LoraOptions lora, string weight)
    {
        if (lora.Targets.Contains(weight, StringComparer.Ordinal))
            return true;
        return weight.Split('.') is ["blk", _, var part, "weight"] && lora.Targets.Contains(part, StringComparer.Ordinal);
    }

    /// <summary>The weights in the file's order.</summary>
    /// <exception cref="TrainingException">A target that no weight has, or one that adapters cannot be on.</exception>
    internal static IReadOnlyList<string> Of(LoraOptions lora, IEnumerable<string> names)
    {
        string[] parts = ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"];
        var linear = names.Where(name => name.Split('.') is ["blk", _, var part, "weight"] && parts.Contains(part, StringComparer.Ordinal)).ToArray();
        var chosen = linear.Where(name => Aims(lora, name)).ToArray();
        if (lora.Targets.FirstOrDefault(target => !chosen.Any(name => Aims(lora with { Targets = [target] }, name))) is { } unknown)
            throw new TrainingException($"No adapter can be on '{unknown}': give parts ({string.Join(", ", parts)}) or whole names such as {linear[0]}.");
        return chosen.Length > 0 ? chosen : throw new TrainingException("Lora.Targets is empty: give at least one part, such as attn_q.");
    }
}
