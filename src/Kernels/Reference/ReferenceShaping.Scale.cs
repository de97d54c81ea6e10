using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void Scale(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, LinearScale scale, Span<double> scaled)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, scaled);
        ShapingChecks.Values(nameof(rewards), rewards, scored);
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!Scored(scored, i))
            {
                scaled[i] = 0;
                continue;
            }

            var inside = ShapingFormulas.Clip(rewards[i], scale.SourceMin, scale.SourceMax);
            var part = (inside - scale.SourceMin) / (scale.SourceMax - scale.SourceMin);
            scaled[i] = (scale.TargetMin * (1 - part)) + (scale.TargetMax * part);
        }
    }
}
