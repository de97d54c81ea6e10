using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceNormalization
{
    /// <inheritdoc/>
    public void ZScore(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, ZScoreOptions options, Span<double> normalized)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, normalized);
        var moments = Moments(rewards, scored);
        if (moments.Count == 0)
            normalized.Clear();
        else
            RunningZScore(rewards, scored, moments, options, normalized);
    }
}
