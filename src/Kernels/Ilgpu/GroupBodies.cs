using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The kernels of the group-relative estimators: a team a group. Kernel code.</summary>
internal static class GroupBodies
{
    /// <summary>A = (r - mean_g) scale, for every rule that has this form; the mean weighs lengths where the rule says so.</summary>
    public static void Centre<T, TReal>(GroupJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var shared = SharedMemory.Allocate<double>(Team.MaxBlock);
        var team = Team.Own(job.Width);
        var span = GroupSpan.Read<T, TReal>(job, team, shared);
        var squares = span.Squares<T, TReal>(job, team, shared);
        if (job.Rule.WeighsLengths != 0)
            WeighLengths<T, TReal>(job, team, shared, ref span);
        var scale = 0.0;
        if (span.Count == 1.0)
        {
            // No sibling to compare with: the reward itself, or nothing.
            span.Origin = 0.0;
            span.Offset = 0.0;
            if (job.Rule.KeepsLone != 0)
                scale = job.Rule.ScaleOfOne();
        }
        else if (span.Differing > 0.0)
        {
            scale = job.Rule.Scale(span.Count, span.Origin + span.Offset, squares);
        }

        for (long i = team.Lane; i < span.Length; i += team.Width)
        {
            var advantage = 0.0;
            if (scale != 0.0 && GroupSpan.IsScored(job.Scored, span.Start + i))
                advantage = (TReal.Up(job.Rewards[span.Start + i]) - span.Origin - span.Offset) * scale;
            job.Advantages[span.Start + i] = TReal.Down(advantage);
        }
    }

    private static void WeighLengths<T, TReal>(in GroupJob<T> job, in Team team, ArrayView<double> shared, ref GroupSpan span)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var weighted = 0.0;
        var tokens = 0.0;
        for (long i = team.Lane; i < span.Length; i += team.Width)
        {
            if (!GroupSpan.IsScored(job.Scored, span.Start + i))
                continue;
            double length = job.Lengths[span.Start + i];
            weighted += length * (TReal.Up(job.Rewards[span.Start + i]) - span.Origin);
            tokens += length;
        }

        weighted = team.Sum(shared, weighted);
        tokens = team.Sum(shared, tokens);

        // Where no completion has a length, all weigh the same.
        if (tokens > 0.0)
            span.Offset = weighted / tokens;
    }

    /// <summary>Writes 0 for every group of two or more whose rewards are all equal, and leaves the others alone.</summary>
    public static void ClearConstant<T, TReal>(GroupJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var shared = SharedMemory.Allocate<double>(Team.MaxBlock);
        var team = Team.Own(job.Width);
        var span = GroupSpan.Read<T, TReal>(job, team, shared);
        if (span.Count < 2.0 || span.Differing > 0.0)
            return;
        for (long i = team.Lane; i < span.Length; i += team.Width)
            job.Advantages[span.Start + i] = TReal.Down(0.0);
    }

    /// <summary>The first best completion gets its lead over the second, over std + eps where asked; all others 0.</summary>
    public static void PassK<T, TReal>(GroupJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var shared = SharedMemory.Allocate<double>(Team.MaxBlock);
        var team = Team.Own(job.Width);
        var span = GroupSpan.Read<T, TReal>(job, team, shared);
        var squares = span.Squares<T, TReal>(job, team, shared);

        // The largest is the smallest of the negated; NaN is refused before the kernel is started.
        var best = double.PositiveInfinity;
        for (long i = team.Lane; i < span.Length; i += team.Width)
        {
            if (GroupSpan.IsScored(job.Scored, span.Start + i) && -TReal.Up(job.Rewards[span.Start + i]) < best)
                best = -TReal.Up(job.Rewards[span.Start + i]);
        }

        best = team.Min(shared, best);
        var place = double.PositiveInfinity;
        for (long i = team.Lane; i < span.Length; i += team.Width)
        {
            if (i < place && GroupSpan.IsScored(job.Scored, span.Start + i) && -TReal.Up(job.Rewards[span.Start + i]) == best)
                place = i;
        }

        place = team.Min(shared, place);
        var second = double.PositiveInfinity;
        for (long i = team.Lane; i < span.Length; i += team.Width)
        {
            if (i != place && GroupSpan.IsScored(job.Scored, span.Start + i) && -TReal.Up(job.Rewards[span.Start + i]) < second)
                second = -TReal.Up(job.Rewards[span.Start + i]);
        }

        second = team.Min(shared, second);
        var divisor = 1.0;
        if (job.Normalizes != 0)
            divisor = job.Rule.Deviation(span.Count, squares) + job.Rule.Epsilon;
        for (long i = team.Lane; i < span.Length; i += team.Width)
        {
            var advantage = 0.0;
            if (span.Count > 1.0 && i == place)
                advantage = (second - best) / divisor;
            job.Advantages[span.Start + i] = TReal.Down(advantage);
        }
    }
}
