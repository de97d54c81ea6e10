using Rlar.Agents.Library;
using Rlar.Inference.Llama;

namespace Rlar.Agents.Likelihood;

/// <summary>What every tool over a language model can be told about running it.</summary>
/// <param name="Template">The chat template: "auto" for the model's own, "none" for plain text, or a family's name.</param>
/// <param name="Sequences">Rows computed side by side, 1 to 255; 1 gives a completion the same bits in any group.</param>
/// <param name="ContextTokens">Tokens that all rows computed at a time may hold together, which is also the most of one row.</param>
public sealed record ModelToolOptions(string Template, int Sequences, int ContextTokens)
{
    /// <summary>Reads the options template (auto), sequences and context (8192).</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="sequences">The default of sequences: few long rows are computed faster one by one, many short ones side by side.</param>
    /// <exception cref="ToolException">A value is not possible.</exception>
    public static ModelToolOptions Read(ToolSettings settings, int sequences = 8)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(
            settings.Text("template", "auto"),
            settings.Integer("sequences", sequences, 1, LlamaContextOptions.MaxSequences - 1),
            settings.Integer("context", 8192, 64, 1 << 22));
    }

    /// <summary>The context: exact, so that values differ between batches by float rounding alone.</summary>
    internal LlamaContextOptions Context(int threads) =>
        new LlamaContextOptions { ContextTokens = ContextTokens, Sequences = Sequences, Threads = threads }.Exact();
}
