using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceNormalization
{
    /// <inheritdoc/>
    public void ClipToDeviations(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningMoments moments, ZScoreOptions options, Span<double> clipped)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, clipped);
        ShapingChecks.Seen(moments.Count);
        ShapingChecks.Values(nameof(rewards), rewards, scored);
        var radius = ShapingFormulas.ClipRadius(moments.Deviation(options.SampleDeviation), options.ClipDeviations);
        for (var i = 0; i < rewards.Length; i++)
            clipped[i] = Scored(scored, i) ? ShapingFormulas.Clip(rewards[i], moments.Mean - radius, moments.Mean + radius) : 0;
    }
}
