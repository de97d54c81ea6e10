using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What gated accumulation works on.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GateJob
{
    /// <summary>[K, N] components.</summary>
    public ArrayView<double> Components;

    /// <summary>[K, N] not 0 where scored, or empty.</summary>
    public ArrayView<byte> Scored;

    /// <summary>[K - 1] thresholds.</summary>
    public ArrayView<double> Thresholds;

    /// <summary>[N] destination.</summary>
    public ArrayView<double> Results;
}
