using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary><c>ggml_threadpool_params</c> of ggml 0.25.1: 528 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ThreadPoolParams
{
    internal fixed byte Processors[512];
    internal int Threads;
    internal int Priority;
    internal uint Poll;
    internal byte Strict;
    internal byte Paused;
}
