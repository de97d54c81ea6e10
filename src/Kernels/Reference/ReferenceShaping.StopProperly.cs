using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void StopProperly(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> truncated, ReadOnlySpan<bool> scored, double coefficient, Span<double> shaped)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        ShapingChecks.Length(nameof(truncated), truncated.Length, rewards.Length);
        _ = ShapingChecks.Between(coefficient, 0, 1, nameof(coefficient));
        ShapingChecks.Values(nameof(rewards), rewards, scored);
        for (var i = 0; i < rewards.Length; i++)
        {
            var kept = truncated[i] ? coefficient : 1;
            shaped[i] = Scored(scored, i) ? rewards[i] * kept : 0;
        }
    }
}
