using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary><c>llama_batch</c> of llama.cpp v0.5.0: 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaNativeBatch
{
    internal int Count;
    internal int* Tokens;
    internal float* Embeddings;
    internal int* Positions;
    internal int* SequenceCounts;
    internal int** Sequences;
    internal sbyte* Outputs;
}
