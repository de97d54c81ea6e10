using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary><c>llama_context_params</c> of llama.cpp v0.5.0: 160 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaContextParams
{
    internal uint ContextTokens;
    internal uint BatchTokens;
    internal uint MicroBatchTokens;
    internal uint Sequences;
    internal uint RecurrentSnapshots;
    internal uint Outputs;
    internal uint OutputsPerSequence;
    internal int Threads;
    internal int BatchThreads;
    internal int ContextType;
    internal int RopeScaling;
    internal int Pooling;
    internal int Attention;
    internal int FlashAttention;
    internal float RopeBase;
    internal float RopeScale;
    internal float YarnExtension;
    internal float YarnAttention;
    internal float YarnBetaFast;
    internal float YarnBetaSlow;
    internal uint YarnOriginalContext;
    internal float DefragThreshold;
    internal nint EvaluationCallback;
    internal nint EvaluationData;
    internal int KeyType;
    internal int ValueType;
    internal delegate* unmanaged[Cdecl]<void*, byte> AbortCallback;
    internal void* AbortData;
    internal byte Embeddings;
    internal byte OffloadKv;
    internal byte NoTimings;
    internal byte OffloadOps;
    internal byte FullSlidingWindow;
    internal byte UnifiedKv;
    internal nint Samplers;
    internal nuint SamplerCount;
    internal nint OtherContext;
}
