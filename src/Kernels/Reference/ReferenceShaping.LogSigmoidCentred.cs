using System.Buffers;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void LogSigmoidCentred(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups,
        double quantile, Span<double> shaped)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        ShapingChecks.Length(nameof(rewards), rewards.Length, groups.Length);
        ShapingChecks.Apart(nameof(references), references, shaped);
        _ = ShapingChecks.Between(quantile, 0, 1, nameof(quantile));
        ShapingChecks.Values(nameof(rewards), rewards, scored);
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
