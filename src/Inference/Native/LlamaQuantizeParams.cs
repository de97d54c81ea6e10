using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary><c>llama_model_quantize_params</c> of llama.cpp v0.5.0: 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaQuantizeParams
{
    internal int Threads;
    internal int FileType;
    internal int OutputTensorType;
    internal int EmbeddingType;
    internal byte AllowRequantize;
    internal byte QuantizeOutput;
    internal byte OnlyCopy;
    internal byte Pure;
    internal byte KeepSplit;
    internal byte DryRun;
    internal nint ImportanceMatrix;
    internal nint KeyOverrides;
    internal nint TensorOverrides;
    internal nint PrunedLayers;
    internal nuint BufferBytes;
}
