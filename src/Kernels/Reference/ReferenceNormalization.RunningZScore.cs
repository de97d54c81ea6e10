using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceNormalization
{
    /// <inheritdoc/>
    public void RunningZScore(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningMoments moments, ZScoreOptions options, Span<double> normalized)
    {
        ClipToDeviations(rewards, scored, moments, options, normalized);
        var divisor = moments.Deviation(options.SampleDeviation) + options.Epsilon;
        for (var i = 0; i < normalized.Length; i++)
        {
            if (Scored(scored, i))
                normalized[i] = (normalized[i] - moments.Mean) / divisor;
        }
    }
}
