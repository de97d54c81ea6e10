using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void CosineLength(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, CosineLengthOptions options, Span<double> rewards)
    {
        ShapingChecks.Lengths(lengths, rewards.Length);
        ShapingChecks.Length(nameof(correct), correct.Length, rewards.Length);
        ShapingChecks.Mask(scored, rewards.Length);
        for (var i = 0; i < rewards.Length; i++)
            rewards[i] = Scored(scored, i) ? ShapingFormulas.Cosine(lengths[i], correct[i], options) : 0;
    }
}
