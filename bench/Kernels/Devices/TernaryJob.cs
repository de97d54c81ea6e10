using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Bench.Kernels.Devices;

/// <summary>What the probe of ternaries works on.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct TernaryJob
{
    /// <summary>[N] numbers.</summary>
    public ArrayView<double> Input;

    /// <summary>[N] destination.</summary>
    public ArrayView<double> Output;
}
