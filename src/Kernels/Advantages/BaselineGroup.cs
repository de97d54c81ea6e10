using System.Numerics;

namespace Rlar.Kernels.Advantages;

/// <summary>One group of each estimator whose baseline is made of the group: the formulas that the backends share.</summary>
internal static class BaselineGroup
{
    /// <summary>MaxRL.</summary>
    public static void MaxRl<T>(in RewardBatch<T> batch, AdvantageConvention convention, int group, Span<T> advantages)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var range = batch.Groups[group];
        var moments = Moments(batch.Rewards, batch.Scored, range);
        var mean = moments.Origin + moments.Offset;
        var transform = moments.Count > 1 && mean <= 0
            ? GroupTransform.Zero
            : GroupTransform.Centred(moments, convention.GroupOfOne, 1 / (mean + convention.MeanEpsilon));
        Apply(batch, range, transform, advantages);
    }

    /// <summary>A*PO: the exponentials are of differences from the best reward, so that none overflows.</summary>
    public static void OptimalValue<T>(in RewardBatch<T> batch, double temperature, int group, Span<T> advantages)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var range = batch.Groups[group];
        var moments = Moments(batch.Rewards, batch.Scored, range);
        double best = double.NegativeInfinity, sum = 0;
        for (var i = range.Start; i < range.End; i++)
            best = IsScored(batch.Scored, i) ? Math.Max(best, double.CreateTruncating(batch.Rewards[i])) : best;
        for (var i = range.Start; i < range.End; i++)
            sum += IsScored(batch.Scored, i) ? Math.Exp((double.CreateTruncating(batch.Rewards[i]) - best) / temperature) : 0;

        // A lone completion's value is its own reward.
        var transform = moments.AllEqual ? GroupTransform.Zero : new GroupTransform(best, temperature * Math.Log(sum / moments.Count), 1);
        Apply(batch, range, transform, advantages);
    }

    /// <summary>Hierarchical GRPO.</summary>
    public static void Hierarchical<T>(in RewardBatch<T> batch, ReadOnlySpan<int> subgroups, AdvantageConvention convention, int group, Span<T> advantages)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (start, end) = batch.Groups[group];
        for (var i = start; i < end; i++)
        {
            // The first of a subgroup does the work for all of it.
            if (subgroups[start..i].Contains(subgroups[i]))
                continue;
            var moments = Moments(batch.Rewards, batch.Scored, (i, end), subgroups, subgroups[i]);
            var transform = GroupTransform.Centred(moments, convention.GroupOfOne, 1);
            for (var k = i; k < end; k++)
            {
                if (subgroups[k] == subgroups[i])
                    advantages[k] = IsScored(batch.Scored, k) ? T.CreateTruncating(transform.Apply(double.CreateTruncating(batch.Rewards[k]))) : T.Zero;
            }
        }
    }

    /// <summary>The moments of the scored rewards, relative to the first, so that equal ones have deviations of exactly 0.</summary>
    private static GroupMoments Moments<T>(
        ReadOnlySpan<T> rewards, ReadOnlySpan<bool> scored, (int Start, int End) range, ReadOnlySpan<int> labels = default, int label = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = 0;
        var allEqual = true;
        double origin = 0, sum = 0;
        for (var i = range.Start; i < range.End; i++)
        {
            if (!IsScored(scored, i) || (!labels.IsEmpty && labels[i] != label))
                continue;
            var reward = double.CreateTruncating(rewards[i]);
            if (count++ == 0)
                origin = reward;
            allEqual &= reward == origin;
            sum += reward - origin;
        }

        return new GroupMoments(count, origin, count == 0 ? 0 : sum / count, 0, allEqual);
    }

    private static void Apply<T>(in RewardBatch<T> batch, (int Start, int End) range, in GroupTransform transform, Span<T> advantages)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = range.Start; i < range.End; i++)
            advantages[i] = IsScored(batch.Scored, i) ? T.CreateTruncating(transform.Apply(double.CreateTruncating(batch.Rewards[i]))) : T.Zero;
    }

    private static bool IsScored(ReadOnlySpan<bool> scored, int i) => scored.IsEmpty || scored[i];
}
