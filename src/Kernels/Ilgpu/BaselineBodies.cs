using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The kernels of the estimators with other baselines. Kernel code.</summary>
internal static class BaselineBodies
{
    /// <summary>A*PO: r - b log mean exp(r / b), b the rule's constant; a team a group. Exponentials are of differences from the best reward.</summary>
    public static void OptimalValue<T, TReal>(GroupJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var shared = SharedMemory.Allocate<double>(Team.MaxBlock);
        var team = Team.Own(job.Width);
        var span = GroupSpan.Read<T, TReal>(job, team, shared);
        var best = double.PositiveInfinity;
        for (long i = team.Lane; i < span.Length; i += team.Width)
        {
            if (GroupSpan.IsScored(job.Scored, span.Start + i) && -TReal.Up(job.Rewards[span.Start + i]) < best)
                best = -TReal.Up(job.Rewards[span.Start + i]);
        }

        best = -team.Min(shared, best);
        var sum = 0.0;
        for (long i = team.Lane; i < span.Length; i += team.Width)
        {
            if (GroupSpan.IsScored(job.Scored, span.Start + i))
                sum += DeviceMath.Exp((TReal.Up(job.Rewards[span.Start + i]) - best) / job.Rule.Constant);
        }

        sum = team.Sum(shared, sum);
        var value = 0.0;
        if (span.Differing > 0.0)
            value = job.Rule.Constant * DeviceMath.Log(sum / span.Count);
        for (long i = team.Lane; i < span.Length; i += team.Width)
        {
            var advantage = 0.0;
            if (span.Differing > 0.0 && GroupSpan.IsScored(job.Scored, span.Start + i))
                advantage = TReal.Up(job.Rewards[span.Start + i]) - best - value;
            job.Advantages[span.Start + i] = TReal.Down(advantage);
        }
    }

    /// <summary>ReMax: r less its group's baseline; a team a group.</summary>
    public static void ReMax<T, TReal>(BaselineJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var team = Team.Own(job.Batch.Width);
        if (team.Index >= job.Batch.Groups)
            return;
        var start = job.Batch.Size > 0 ? team.Index * job.Batch.Size : job.Batch.Offsets[team.Index];
        var end = job.Batch.Size > 0 ? start + job.Batch.Size : job.Batch.Offsets[team.Index + 1];
        for (var i = start + team.Lane; i < end; i += team.Width)
        {
            var advantage = 0.0;
            if (GroupSpan.IsScored(job.Batch.Scored, i))
                advantage = TReal.Up(job.Batch.Rewards[i]) - TReal.Up(job.Baselines[team.Index]);
            job.Batch.Advantages[i] = TReal.Down(advantage);
        }
    }

    /// <summary>ReMax over tokens: the return from each token on, less its sequence's baseline; a thread a sequence.</summary>
    public static void ReMaxTokens<T, TReal>(BaselineJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var sequence = Team.Own(1).Index;
        if (sequence >= job.Batch.Groups)
            return;
        var start = job.Batch.Size > 0 ? sequence * job.Batch.Size : job.Batch.Offsets[sequence];
        var end = job.Batch.Size > 0 ? start + job.Batch.Size : job.Batch.Offsets[sequence + 1];
        var following = 0.0;
        for (var t = end - 1; t >= start; t--)
        {
            var advantage = 0.0;
            if (GroupSpan.IsScored(job.Batch.Scored, t))
            {
                following += TReal.Up(job.Batch.Rewards[t]);
                advantage = following - TReal.Up(job.Baselines[sequence]);
            }

            job.Batch.Advantages[t] = TReal.Down(advantage);
        }
    }

    /// <summary>GAE and the critic's targets, from each sequence's end; a thread a sequence.</summary>
    public static void GeneralizedAdvantage<T, TReal>(BaselineJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var sequence = Team.Own(1).Index;
        if (sequence >= job.Batch.Groups)
            return;
        var start = job.Batch.Size > 0 ? sequence * job.Batch.Size : job.Batch.Offsets[sequence];
        var end = job.Batch.Size > 0 ? start + job.Batch.Size : job.Batch.Offsets[sequence + 1];
        var next = 0.0;
        var advantage = 0.0;
        for (var t = end - 1; t >= start; t--)
        {
            var own = 0.0;
            var target = 0.0;
            if (GroupSpan.IsScored(job.Batch.Scored, t))
            {
                var value = TReal.Up(job.Baselines[t]);
                advantage = TReal.Up(job.Batch.Rewards[t]) + (job.Decay * next) - value + (job.Decay * job.Lambda * advantage);
                next = value;
                own = advantage;
                target = advantage + value;
            }

            job.Batch.Advantages[t] = TReal.Down(own);
            if (job.Returns.Length > 0)
                job.Returns[t] = TReal.Down(target);
        }
    }

    /// <summary>RAE: a thread a role, along the whole batch, since each completion needs the average that the one before it left.</summary>
    public static void RoleAverage<T, TReal>(BaselineJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var role = Team.Own(1).Index;
        if (role >= job.Averages.Length)
            return;
        var average = job.Averages[role];
        for (long i = 0; i < job.Labels.Length; i++)
        {
            if (job.Labels[i] != role)
                continue;
            var advantage = 0.0;
            if (GroupSpan.IsScored(job.Batch.Scored, i))
            {
                var reward = TReal.Up(job.Batch.Rewards[i]);
                advantage = reward - average;
                average = (job.Decay * average) + ((1.0 - job.Decay) * reward);
            }

            job.Batch.Advantages[i] = TReal.Down(advantage);
        }

        job.Averages[role] = average;
    }

    /// <summary>Hierarchical GRPO: r less the mean of the group's completions with the same label; a team a group, a thread a completion.</summary>
    public static void Hierarchical<T, TReal>(BaselineJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var team = Team.Own(job.Batch.Width);
        if (team.Index >= job.Batch.Groups)
            return;
        var start = job.Batch.Size > 0 ? team.Index * job.Batch.Size : job.Batch.Offsets[team.Index];
        var end = job.Batch.Size > 0 ? start + job.Batch.Size : job.Batch.Offsets[team.Index + 1];
        for (var i = start + team.Lane; i < end; i += team.Width)
        {
            var advantage = 0.0;
            if (GroupSpan.IsScored(job.Batch.Scored, i))
                advantage = Lead<T, TReal>(job, start, end, i);
            job.Batch.Advantages[i] = TReal.Down(advantage);
        }
    }

    private static double Lead<T, TReal>(in BaselineJob<T> job, long start, long end, long own)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var reward = TReal.Up(job.Batch.Rewards[own]);
        var count = 0.0;
        var origin = 0.0;
        var sum = 0.0;
        var differing = 0;
        for (var i = start; i < end; i++)
        {
            if (job.Labels[i] != job.Labels[own] || !GroupSpan.IsScored(job.Batch.Scored, i))
                continue;
            var other = TReal.Up(job.Batch.Rewards[i]);
            if (count == 0.0)
                origin = other;
            if (other != origin)
                differing = 1;
            count += 1.0;
            sum += other - origin;
        }

        if (count == 1.0)
            return job.Batch.Rule.KeepsLone != 0 ? reward : 0.0;
        return differing != 0 ? reward - origin - (sum / count) : 0.0;
    }
}
