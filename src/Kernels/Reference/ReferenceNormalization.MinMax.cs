using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceNormalization
{
    /// <inheritdoc/>
    public void MinMax(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double constantValue, Span<double> normalized)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, normalized);
        _ = ShapingChecks.Bounded(constantValue, nameof(constantValue));
        var range = Range(rewards, scored);
        if (range.Count == 0)
            normalized.Clear();
        else
            RunningMinMax(rewards, scored, range, constantValue, normalized);
    }
}
