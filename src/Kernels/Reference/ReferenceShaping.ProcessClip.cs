using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void ProcessClip(ReadOnlySpan<double> stepRewards, ReadOnlySpan<bool> scored, double eta, Span<double> shaped)
    {
        ShapingChecks.Shapes(nameof(stepRewards), stepRewards, scored, shaped);
        _ = ShapingChecks.Bounded(eta, nameof(eta));
        ShapingChecks.Values(nameof(stepRewards), stepRewards, scored);
        for (var i = 0; i < stepRewards.Length; i++)
            shaped[i] = Scored(scored, i) ? Math.Min(stepRewards[i] - eta, 0) : 0;
    }
}
