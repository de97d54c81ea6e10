namespace Rlar.Inference.Onnx;

/// <summary>How an ONNX model is loaded.</summary>
public sealed record OnnxModelOptions
{
    /// <summary>Threads that compute one run, at least 1. Default: the processors of the machine.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The most texts in one run where the model allows batches, at least 1. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// Rows are padded to a multiple of this many tokens, so that rows of several lengths run together, where the model gives them the same bits
    /// then; at least 1, which fills nothing up. Default 8.
    /// </summary>
    public int PadTo { get; init; } = 8;
}
