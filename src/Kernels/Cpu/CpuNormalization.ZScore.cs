using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuNormalization
{
    /// <inheritdoc/>
    public void ZScore(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, ZScoreOptions options, Span<double> normalized)
    {
        ShapingChecks.Shapes(Rewards, rewards, scored, normalized);
        var moments = Moments(rewards, scored);
        if (moments.Count == 0)
            normalized.Clear();
        else
            RunningZScore(rewards, scored, moments, options, normalized);
    }
}
