using System.Buffers;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Reference;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    /// <remarks>Finds the top groups by sorting the ratios, P log P; the lengths of one group are scalar work.</remarks>
    public void GrpoLambda(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups, GrpoLambdaOptions options,
        Span<double> rewards)
    {
        ShapingChecks.LengthGroups(lengths, correct, scored, groups, rewards);
        var p = groups.Count;
        var buffer = ArrayPool<double>.Shared.Rent(2 * p);
        try
        {
            var ratios = buffer.AsSpan(0, p);
            var sorted = buffer.AsSpan(p, p);
            var quota = ReferenceShaping.GroupRatios(correct, scored, groups, options, ratios);
            ratios.CopyTo(sorted);
            sorted.Sort();

            // All groups above the last admitted ratio are in; of those at it, the first ones that still fit.
            var threshold = quota == 0 ? double.PositiveInfinity : sorted[p - quota];
            var fitting = quota;
            for (var r = p - 1; r >= 0 && sorted[r] > threshold; r--)
                fitting--;
            for (var g = 0; g < p; g++)
            {
                var penalised = ratios[g] > threshold || (ratios[g] == threshold && fitting-- > 0);
                var (start, end) = groups[g];
                ReferenceShaping.LengthRewards(
                    lengths, correct, scored, start, end, penalised && ratios[g] >= options.MinimumRatio ? options.Alpha : 0, rewards);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }
}
