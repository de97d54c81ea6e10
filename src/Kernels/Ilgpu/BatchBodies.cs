using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The kernels that the batch-wide estimators add to those of groups and moments. Kernel code.</summary>
internal static class BatchBodies
{
    /// <summary>(x - mean) factor, a thread a value; 0 where not scored, and where no token holds the value.</summary>
    public static void Whiten<T, TReal>(MapJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var i = Team.Own(1).Index;
        if (i >= job.Length)
            return;
        var whitened = 0.0;
        if (job.Factor != 0.0 && GroupSpan.IsScored(job.Scored, i) && (job.Lengths.Length == 0 || job.Lengths[i] > 0))
            whitened = (TReal.Up(job.Values[i]) - job.Mean) * job.Factor;
        job.Results[i] = TReal.Down(whitened);
    }

    /// <summary>Adds a component's advantages to the sum, and notes who has it and which groups it tells apart; a team a group.</summary>
    public static void AddComponent<T, TReal>(ComponentJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var shared = SharedMemory.Allocate<double>(Team.MaxBlock);
        var team = Team.Own(job.Component.Width);
        var span = GroupSpan.Read<T, TReal>(job.Component, team, shared);
        for (long i = team.Lane; i < span.Length; i += team.Width)
        {
            var at = span.Start + i;
            if (!GroupSpan.IsScored(job.Component.Scored, at))
                continue;
            job.Sum[at] = TReal.Down(TReal.Up(job.Sum[at]) + (job.Weight * TReal.Up(job.Component.Advantages[at])));
            job.Any[at] = 1;
        }

        if (team.Lane == 0 && team.Index < job.Component.Groups && (span.Differing > 0.0 || span.Count < 2.0))
            job.Informative[team.Index] = 1;
    }

    /// <summary>Writes 0 for every group that no component tells apart; a team a group.</summary>
    public static void ClearUninformative<T, TReal>(ComponentJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var team = Team.Own(job.Component.Width);
        if (team.Index >= job.Component.Groups || job.Informative[team.Index] != 0)
            return;
        var start = job.Component.Size > 0 ? team.Index * job.Component.Size : job.Component.Offsets[team.Index];
        var end = job.Component.Size > 0 ? start + job.Component.Size : job.Component.Offsets[team.Index + 1];
        for (var i = start + team.Lane; i < end; i += team.Width)
            job.Component.Advantages[i] = TReal.Down(0.0);
    }

    /// <summary>R_t = r_t + gamma R_{t+1} over the values that count, as if the others were not there; a thread a sequence.</summary>
    public static void Returns<T, TReal>(ScanJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var sequence = Team.Own(1).Index;
        if (sequence >= job.Sequences)
            return;
        var start = job.Size > 0 ? sequence * job.Size : job.Offsets[sequence];
        var end = job.Size > 0 ? start + job.Size : job.Offsets[sequence + 1];
        var running = 0.0;
        for (var t = end - 1; t >= start; t--)
        {
            if (GroupSpan.IsScored(job.Mask, t))
                running = TReal.Up(job.Values[t]) + (job.Gamma * running);
            job.Results[t] = TReal.Down(running);
        }
    }
}
