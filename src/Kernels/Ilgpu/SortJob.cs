using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the sort and the ranks work on. The keys are padded with infinity to a power of two.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SortJob
{
    /// <summary>[M] keys.</summary>
    public ArrayView<double> Keys;

    /// <summary>[M] where each key stands in the batch.</summary>
    public ArrayView<int> Positions;

    /// <summary>[N] destination of the ranks.</summary>
    public ArrayView<double> Ranks;

    /// <summary>Keys M, a power of two.</summary>
    public long Length;

    /// <summary>Keys that are not padding.</summary>
    public long Count;

    /// <summary>Of the sort: keys of a run that this step makes a rising or a falling one.</summary>
    public long Run;

    /// <summary>Of the sort: how far apart the keys are that this step compares.</summary>
    public long Distance;

    /// <summary>1: ranks from -0.5 to 0.5; 0: from 0 to 1.</summary>
    public int Centred;
}
