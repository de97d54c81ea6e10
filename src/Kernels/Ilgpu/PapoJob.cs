using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the kernel of PAPO works on: two rewards of the same completions, each with its own mask.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PapoJob
{
    /// <summary>Outcome rewards; scored where the completion is.</summary>
    public GroupJob<double> Outcome;

    /// <summary>Process rewards, which also are scored only where the completion is correct.</summary>
    public ArrayView<double> Processes;

    /// <summary>[N] not 0 where scored and correct.</summary>
    public ArrayView<byte> Correct;

    /// <summary>The weight of the process term.</summary>
    public double Weight;
}
