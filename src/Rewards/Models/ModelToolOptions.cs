using Rlar.Inference.Llama;

namespace Rlar.Rewards.Models;

/// <summary>What every tool over a language model can be told about running it.</summary>
/// <param name="Template">The chat template: "auto" for the model's own, "none" for plain text, or a family's name.</param>
/// <param name="Sequences">Rows computed side by side, 1 to 255; 1 gives a completion the same bits in any group.</param>
/// <param name="ContextTokens">Tokens that all rows computed at a time may hold together, which is also the most of one row.</param>
internal sealed record ModelToolOptions(string Template, int Sequences, int ContextTokens)
{
    private static readonly ToolOption<string> s_template =
        ToolOption.Text("template", "auto", "The chat template: auto for the model's own, none for plain text, or a family's name.");
    private static readonly ToolOption<int> s_context =
        ToolOption.Integer("context", 8192, "Tokens that all rows computed at a time may hold together.", 64, 1 << 22);

    /// <summary>The option sequences of tools with many short rows, which are computed faster side by side. Default 8.</summary>
    internal static ToolOption<int> SideBySide { get; } = SequencesOf(8);

    /// <summary>The option sequences of tools with few long rows, which are computed faster one by one. Default 1.</summary>
    internal static ToolOption<int> OneByOne { get; } = SequencesOf(1);

    /// <summary>The options template (auto), sequences and context (8192).</summary>
    /// <param name="sequences"><see cref="SideBySide"/> or <see cref="OneByOne"/>.</param>
    internal static IReadOnlyList<ToolOption> Declare(ToolOption<int> sequences) => [s_template, sequences, s_context];

    /// <summary>The values of those options.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="sequences">The one that was declared.</param>
    internal static ModelToolOptions Read(ToolSettings settings, ToolOption<int> sequences) =>
        new(settings.Get(s_template), settings.Get(sequences), settings.Get(s_context));

    /// <summary>The context: exact, so that values differ between batches by float rounding alone.</summary>
    internal LlamaContextOptions Context(int threads) =>
        new LlamaContextOptions { ContextTokens = ContextTokens, Sequences = Sequences, Threads = threads }.Exact();

    private static ToolOption<int> SequencesOf(int fallback) => ToolOption.Integer(
        "sequences", fallback, "Rows computed side by side; 1 gives a completion the same bits in any group.", 1, LlamaContextOptions.MaxSequences - 1);
}
