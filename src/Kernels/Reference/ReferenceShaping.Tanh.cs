using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void Tanh(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double slope, Span<double> squashed)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, squashed);
        _ = ShapingChecks.Positive(slope, nameof(slope));
        ShapingChecks.Values(nameof(rewards), rewards, scored);
        for (var i = 0; i < rewards.Length; i++)
            squashed[i] = Scored(scored, i) ? Math.Tanh(slope * rewards[i]) : 0;
    }
}
