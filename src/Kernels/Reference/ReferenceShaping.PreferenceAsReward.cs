using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void PreferenceAsReward(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, GroupLayout groups, ReadOnlySpan<double> references, GroupLayout referenceGroups,
        double slope, Span<double> shaped)
    {
        ShapingChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        ShapingChecks.Length(nameof(rewards), rewards.Length, groups.Length);
        ShapingChecks.Apart(nameof(references), references, shaped);
        _ = ShapingChecks.Positive(slope, nameof(slope));
        ShapingChecks.Values(nameof(rewards), rewards, scored);
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
}
