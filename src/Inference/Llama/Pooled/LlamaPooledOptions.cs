using Rlar.Inference.Heads;

namespace Rlar.Inference.Llama.Pooled;

/// <summary>How a model gives one result for a text.</summary>
public sealed record LlamaPooledOptions
{
    /// <summary>
    /// Threads that compute, 1 to 512, each texts of its own; where several texts are computed together, one. Default: the processors of the machine.
    /// </summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Texts that are computed together, 1 to 256. Default 1: a text then has the same bits each time; with more, they move by float rounding
    /// with what it is computed beside.
    /// </summary>
    public int Sequences { get; init; } = 1;

    /// <summary>The most tokens of a text, where the model takes as many. Default 2048.</summary>
    public int Longest { get; init; } = 2048;

    /// <summary>The pooling; null for the file's. A file that names none has the last token's if it continues text, else the mean.</summary>
    public ModelPooling? Pooling { get; init; }

    /// <summary>LoRA adapters. Default none.</summary>
    public IReadOnlyList<ScaledAdapter> Adapters { get; init; } = [];
}
