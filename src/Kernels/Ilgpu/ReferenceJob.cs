using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the kernels work on that compare a prompt's completions with its reference rewards.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ReferenceJob
{
    /// <summary>The completions.</summary>
    public GroupJob<double> Completions;

    /// <summary>[M] reference rewards in groups, or [P] the one that each prompt is compared with.</summary>
    public ArrayView<double> References;

    /// <summary>[P + 1] where each prompt's references lie.</summary>
    public ArrayView<int> ReferenceOffsets;

    /// <summary>k.</summary>
    public double Slope;
}
