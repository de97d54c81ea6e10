using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void GatedAccumulation(
        ReadOnlySpan<double> components, ReadOnlySpan<bool> scored, ReadOnlySpan<double> thresholds, Span<double> accumulated)
    {
        ShapingChecks.Gates(components, scored, thresholds, accumulated);
        ShapingChecks.Values(nameof(components), components, scored);
        var n = accumulated.Length;
        for (var i = 0; i < n; i++)
        {
            double sum = 0;
            for (var k = 0; k <= thresholds.Length; k++)
            {
                var at = (k * n) + i;
                if (!Scored(scored, at))
                    break;
                sum += components[at];
                if (k < thresholds.Length && !(components[at] >= thresholds[k]))
                    break;
            }

            accumulated[i] = sum;
        }
    }
}
