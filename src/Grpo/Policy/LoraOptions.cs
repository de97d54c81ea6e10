namespace Rlar.Grpo.Policy;

/// <summary>
/// Low-rank adapters (LoRA, arXiv 2106.09685): W + alpha / rank * B A on the weights that are aimed at, with the model itself frozen. A starts uniform between
/// -1/sqrt(in) and 1/sqrt(in), B at 0, so that training starts from the model as it is.
/// </summary>
public sealed record LoraOptions
{
    /// <summary>Rows of A, at least 1. Default 16.</summary>
    public int Rank { get; init; } = 16;

    /// <summary>What the update is multiplied with, times <see cref="Rank"/>; above 0. Default 32.</summary>
    public double Alpha { get; init; } = 32;

    /// <summary>
    /// The weights: names of parts, which mean every layer's, or whole names such as blk.0.attn_q.weight. Default: all linear parts of the layers.
    /// </summary>
    public IReadOnlyList<string> Targets { get; init; } = ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"];

    /// <summary>The seed of A's numbers. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>alpha / rank.</summary>
    public double Scale => Alpha / Rank;
}
