using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuNormalization
{
    /// <inheritdoc/>
    public void MinMax(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double constantValue, Span<double> normalized)
    {
        ShapingChecks.Shapes(Rewards, rewards, scored, normalized);
        _ = ShapingChecks.Bounded(constantValue, nameof(constantValue));
        var range = Range(rewards, scored);
        if (range.Count == 0)
            normalized.Clear();
        else
            RunningMinMax(rewards, scored, range, constantValue, normalized);
    }
}
