using System.Buffers;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Shaping;

namespace Rlar.Kernels.Reference;

/// <summary>
/// <see cref="IShapingKernels"/> in plain scalar loops, to be held against the formulas and to hold other backends against. Sums run from
/// the first entry to the last.
/// </summary>
public sealed partial class ReferenceShaping : IShapingKernels
{
    private static bool Scored(ReadOnlySpan<bool> scored, int i) => scored.IsEmpty || scored[i];

    /// <inheritdoc/>
    public void Clip(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, ClipBounds bounds, Span<double> clipped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, clipped);
        KernelChecks.Values(nameof(rewards), rewards, scored);
        for (var i = 0; i < rewards.Length; i++)
            clipped[i] = Scored(scored, i) ? NormalizationFormulas.Clip(rewards[i], bounds.Low, bounds.High) : 0;
    }

    /// <inheritdoc/>
    public void Tanh(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double slope, Span<double> squashed)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, squashed);
        _ = KernelChecks.Positive(slope, nameof(slope));
        KernelChecks.Values(nameof(rewards), rewards, scored);
        for (var i = 0; i < rewards.Length; i++)
            squashed[i] = Scored(scored, i) ? Math.Tanh(slope * rewards[i]) : 0;
    }

    /// <inheritdoc/>
    public void Scale(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, LinearScale scale, Span<double> scaled)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, scaled);
        KernelChecks.Values(nameof(rewards), rewards, scored);
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!Scored(scored, i))
            {
                scaled[i] = 0;
                continue;
            }

            var inside = NormalizationFormulas.Clip(rewards[i], scale.SourceMin, scale.SourceMax);
            var part = (inside - scale.SourceMin) / (scale.SourceMax - scale.SourceMin);
            scaled[i] = (scale.TargetMin * (1 - part)) + (scale.TargetMax * part);
        }
    }

    /// <inheritdoc/>
    public void PreferenceAsReward(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups,
        double slope, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        KernelChecks.Length(nameof(rewards), rewards.Length, groups.Length);
        KernelChecks.Apart(nameof(references), references, shaped);
        _ = KernelChecks.Positive(slope, nameof(slope));
        KernelChecks.Values(nameof(rewards), rewards, scored);
        ShapingChecks.References(scored, groups, references, referenceGroups);
        for (var g = 0; g < groups.Count; g++)
        {
            var (start, end) = groups[g];
            var (first, last) = referenceGroups[g];
            for (var i = start; i < end; i++)
            {
                if (!Scored(scored, i))
                {
                    shaped[i] = 0;
                    continue;
                }

                double sum = 0;
                for (var m = first; m < last; m++)
                    sum += ShapingFormulas.Sigmoid(slope * (rewards[i] - references[m]));
                shaped[i] = sum / (last - first);
            }
        }
    }

    /// <inheritdoc/>
    public void LogSigmoidCentred(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups,
        double quantile, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        KernelChecks.Length(nameof(rewards), rewards.Length, groups.Length);
        KernelChecks.Apart(nameof(references), references, shaped);
        _ = KernelChecks.Between(quantile, 0, 1, nameof(quantile));
        KernelChecks.Values(nameof(rewards), rewards, scored);
        ShapingChecks.References(scored, groups, references, referenceGroups);
        var buffer = ArrayPool<double>.Shared.Rent(references.Length);
        try
        {
            var sorted = buffer.AsSpan(0, references.Length);
            references.CopyTo(sorted);
            for (var g = 0; g < groups.Count; g++)
            {
                var (start, end) = groups[g];
                var (first, last) = referenceGroups[g];
                var own = sorted[first..last];
                own.Sort();
                var centre = own.IsEmpty ? 0 : ShapingFormulas.Quantile(own, quantile);
                for (var i = start; i < end; i++)
                    shaped[i] = Scored(scored, i) ? ShapingFormulas.LogSigmoid(rewards[i] - centre) : 0;
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }
}
