using Rlar.Kernels.Advantages;
using Rlar.Kernels.Reference;

namespace Rlar.Grpo.Advantages;

/// <summary>What computes advantages and shaping steps.</summary>
/// <param name="Name">How outputs name it, since last bits differ from one to another; "" for the CPU.</param>
/// <param name="Kernels">The estimators over groups and batches.</param>
/// <param name="Baselines">The estimators with other baselines.</param>
/// <param name="Shaping">The shaping steps.</param>
public sealed record AdvantageDevice(
    string Name, IAdvantageKernels<double> Kernels, IBaselineAdvantageKernels<double> Baselines, ShapingKernels Shaping)
{
    /// <summary>The scalar reference: for batches of a training step, which are small, as fast as any.</summary>
    public static AdvantageDevice Reference() => new("", new ReferenceAdvantages(), new ReferenceBaselineAdvantages(), ShapingKernels.Cpu());

    /// <summary>A computation on it.</summary>
    /// <param name="options">What to compute.</param>
    public AdvantageComputation Compute(AdvantageOptions options) => new(Kernels, options, Baselines, Name);
}
