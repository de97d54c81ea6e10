using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary><c>llama_model_params</c> of llama.cpp v0.5.0: 80 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaModelParams
{
    internal nint Devices;
    internal nint TensorBufferOverrides;
    internal int GpuLayers;
    internal int SplitMode;
    internal int LoadMode;
    internal int LazyMode;
    internal int MainGpu;
    internal float* TensorSplit;
    internal delegate* unmanaged[Cdecl]<float, void*, byte> ProgressCallback;
    internal void* ProgressData;
    internal nint KeyOverrides;
    internal byte VocabularyOnly;
    internal byte CheckTensors;
    internal byte UseExtraBuffers;
    internal byte NoHost;
    internal byte NoAllocation;
    internal byte LoadMtp;
}
