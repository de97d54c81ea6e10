using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

/// <summary>
/// The estimators as their formulas read, in double, one group after another: slow, and the standard that every other backend is held to.
/// </summary>
public sealed partial class ReferenceAdvantages : IAdvantageKernels<double>
{
    private static bool IsScored(ReadOnlySpan<bool> scored, int i) => scored.IsEmpty || scored[i];

    /// <summary>
    /// The moments of the scored rewards of one group. Sums run over differences from the group's first scored reward, so that an
    /// all-equal group has deviations of exactly 0 and not the residue of its rounding.
    /// </summary>
    /// <param name="rewards">[N] rewards.</param>
    /// <param name="scored">[N] or empty.</param>
    /// <param name="range">The group.</param>
    /// <param name="except">A completion to leave out, or -1.</param>
    private static GroupMoments Moments(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, (int Start, int End) range, int except = -1)
    {
        var count = 0;
        var allEqual = true;
        double origin = 0, sum = 0;
        for (var i = range.Start; i < range.End; i++)
        {
            if (i == except || !IsScored(scored, i))
                continue;
            if (count++ == 0)
                origin = rewards[i];
            allEqual &= rewards[i] == origin;
            sum += rewards[i] - origin;
        }

        if (count == 0)
            return new GroupMoments(0, 0, 0, 0, AllEqual: true);

        var offset = sum / count;
        double squares = 0;
        for (var i = range.Start; i < range.End; i++)
        {
            if (i == except || !IsScored(scored, i))
                continue;
            var deviation = rewards[i] - origin - offset;
            squares += deviation * deviation;
        }

        return new GroupMoments(count, origin, offset, squares, allEqual);
    }

    /// <summary>Applies one transform to the scored completions of one group; 0 for the others.</summary>
    private static void Apply(in RewardBatch<double> batch, int group, in GroupTransform transform, Span<double> advantages)
    {
        var (start, end) = batch.Groups[group];
        for (var i = start; i < end; i++)
            advantages[i] = IsScored(batch.Scored, i) ? transform.Apply(batch.Rewards[i]) : 0;
    }
}
