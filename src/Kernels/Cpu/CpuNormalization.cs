using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// <see cref="INormalizationKernels"/> in vectors of doubles. Entry i is added in lane i mod 8 and the lanes in one fixed tree: the bits of a
/// result depend neither on the width of the machine's vectors nor on threads (there are none).
/// </summary>
public sealed partial class CpuNormalization : INormalizationKernels
{
    private const string Rewards = "rewards";
}
