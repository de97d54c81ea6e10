using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void Overlong(
        ReadOnlySpan<double> rewards, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> scored, OverlongOptions options, Span<double> shaped)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        ShapingChecks.Lengths(lengths, rewards.Length);
        ShapingChecks.Values(nameof(rewards), rewards, scored);
        var floor = options.FloorAtMaxLength ? -options.Penalty : double.NegativeInfinity;
        for (var i = 0; i < rewards.Length; i++)
        {
            var excess = (double)lengths[i] - (options.MaxLength - options.BufferLength);
            var penalty = ShapingFormulas.Clip(-excess / options.BufferLength * options.Penalty, floor, 0);
            shaped[i] = Scored(scored, i) ? rewards[i] + penalty : 0;
        }
    }
}
