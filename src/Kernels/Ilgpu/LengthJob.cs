using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the kernel of GRPO-lambda works on.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LengthJob
{
    /// <summary>[N] lengths in tokens.</summary>
    public ArrayView<int> Lengths;

    /// <summary>[N] not 0 where scored and correct.</summary>
    public ArrayView<byte> Correct;

    /// <summary>[P + 1] where each group lies.</summary>
    public ArrayView<int> Offsets;

    /// <summary>[P] alpha, 0 where the group is not penalised.</summary>
    public ArrayView<double> Alphas;

    /// <summary>[N] destination.</summary>
    public ArrayView<double> Results;

    /// <summary>Groups P.</summary>
    public long Groups;

    /// <summary>Threads of a team.</summary>
    public int Width;
}
