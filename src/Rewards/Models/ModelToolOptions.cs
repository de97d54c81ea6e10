using Rlar.Inference.Llama;

namespace Rlar.Rewards.Models;

/// <summary>What every tool over a language model can be told about running it.</summary>
/// <param name="Template">The chat template: "auto" for the model's own, "none" for plain text, or a family's name.</param>
/// <param name="Sequences">Rows computed side by side, 1 to 254; a completion has the same bits with any.</param>
/// <param name="ContextTokens">Tokens that all rows computed at a time may hold together, which is also the most of one row.</param>
internal sealed record ModelToolOptions(string Template, int Sequences, int ContextTokens)
{
    private static readonly ToolOption<string> s_template =
        ToolOption.Text("template", "auto", "The chat template: auto for the model's own, none for plain text, or a family's name.");
    private static readonly ToolOption<int> s_context =
        ToolOption.Integer("context", 8192, "Tokens that all rows computed at a time may hold together.", 64, 1 << 22);

    private static readonly ToolOption<int> s_sequences =
        ToolOption.Integer("sequences", 8, "Rows computed side by side; the values do not depend on it.", 1, LlamaContextOptions.MaxSequences - 2);

    /// <summary>The options template (auto), sequences (8) and context (8192).</summary>
    internal static IReadOnlyList<ToolOption> Declared { get; } = [s_template, s_sequences, s_context];

    /// <summary>The values of those options.</summary>
    /// <param name="settings">The settings.</param>
    internal static ModelToolOptions Read(ToolSettings settings) => new(settings.Get(s_template), settings.Get(s_sequences), settings.Get(s_context));

    /// <summary>The context of log-probabilities, computed by so many threads that do not wait for each other.</summary>
    internal LlamaContextOptions Context(int threads) => new() { ContextTokens = ContextTokens, Sequences = Sequences, Threads = threads };
}
