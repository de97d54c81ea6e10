using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>What the probes work on.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct ProbeJob
{
    public ArrayView<double> Input;
    public ArrayView<double> Output;
    public int Length;
}
