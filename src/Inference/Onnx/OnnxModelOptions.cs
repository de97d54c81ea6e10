namespace Rlar.Inference.Onnx;

/// <summary>How an ONNX model is loaded.</summary>
public sealed record OnnxModelOptions
{
    /// <summary>Threads that compute one run, at least 1. Default: the processors of the machine.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The most texts in one run where the model allows batches, at least 1. Default 32.</summary>
    public int BatchSize { get; init; } = 32;
}
