using Rlar.Kernels.Normalization;
using Rlar.Kernels.Reference;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// <see cref="IShapingKernels"/> in vectors of doubles where that pays. Entry i is added in lane i mod 8 and the lanes in one fixed tree: the
/// bits of a result depend neither on the width of the machine's vectors nor on threads (there are none).
/// </summary>
/// <remarks>
/// Scalar on purpose, and so the reference's own loops: what spends its time in exp, tanh or cos (the vector forms of these round differently from
/// width to width, and they run once a completion, not once a token), and what works on one group of tens of entries.
/// </remarks>
public sealed partial class CpuShaping : IShapingKernels
{
    private readonly ReferenceShaping _scalar = new();
}
