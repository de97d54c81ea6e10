using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceNormalization
{
    /// <inheritdoc/>
    public void Centre(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, Span<double> centred)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, centred);
        var mean = Moments(rewards, scored).Mean;
        for (var i = 0; i < rewards.Length; i++)
            centred[i] = Scored(scored, i) ? rewards[i] - mean : 0;
    }
}
