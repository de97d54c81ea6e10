using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceNormalization
{
    /// <inheritdoc/>
    public void RunningMinMax(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningRange range, double constantValue, Span<double> normalized)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, normalized);
        _ = ShapingChecks.Bounded(constantValue, nameof(constantValue));
        ShapingChecks.Seen(range.Count);
        ShapingChecks.Values(nameof(rewards), rewards, scored);
        var width = range.Max - range.Min;
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!Scored(scored, i))
                normalized[i] = 0;
            else if (width == 0)
                normalized[i] = constantValue;
            else
                normalized[i] = (ShapingFormulas.Clip(rewards[i], range.Min, range.Max) - range.Min) / width;
        }
    }
}
