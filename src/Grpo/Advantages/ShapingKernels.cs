using Rlar.Kernels.Cpu;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Shaping;

namespace Rlar.Grpo.Advantages;

/// <summary>What computes the shaping steps: one backend's kernels.</summary>
/// <param name="Shaping">Maps, lengths, components, process rewards.</param>
/// <param name="Normalization">Statistics of groups and batches, and what is normalised by them.</param>
public sealed record ShapingKernels(IShapingKernels Shaping, INormalizationKernels Normalization)
{
    /// <summary>The processor's.</summary>
    public static ShapingKernels Cpu() => new(new CpuShaping(), new CpuNormalization());
}
