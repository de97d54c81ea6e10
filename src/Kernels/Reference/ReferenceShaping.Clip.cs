using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void Clip(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, ClipBounds bounds, Span<double> clipped)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, clipped);
        ShapingChecks.Values(nameof(rewards), rewards, scored);
        for (var i = 0; i < rewards.Length; i++)
            clipped[i] = Scored(scored, i) ? ShapingFormulas.Clip(rewards[i], bounds.Low, bounds.High) : 0;
    }
}
