using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The group of a team: where it lies, and what most estimators need of it. Kernel code; the team's threads hold the same numbers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GroupSpan
{
    /// <summary>Its first completion.</summary>
    public long Start;

    /// <summary>Its completions, scored or not; 0 for a team without a group.</summary>
    public long Length;

    /// <summary>Scored completions n.</summary>
    public double Count;

    /// <summary>The first scored reward; 0 where there is none.</summary>
    public double Origin;

    /// <summary>The mean less the origin.</summary>
    public double Offset;

    /// <summary>0 where all scored rewards are the same number.</summary>
    public double Differing;

    /// <summary>Whether a completion was scored.</summary>
    internal static bool IsScored(ArrayView<byte> scored, long i) => scored.Length == 0 || scored[i] != 0;

    /// <summary>Finds the team's group, its count, origin, mean and whether its rewards differ.</summary>
    internal static GroupSpan Read<T, TReal>(in GroupJob<T> job, in Team team, ArrayView<double> shared)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var span = default(GroupSpan);
        if (team.Index < job.Groups)
        {
            span.Start = job.Size > 0 ? team.Index * job.Size : job.Offsets[team.Index];
            span.Length = job.Size > 0 ? job.Size : job.Offsets[team.Index + 1] - span.Start;
        }

        var first = 0.0;
        span.Count = span.Length;
        if (job.Scored.Length > 0)
        {
            // The masked rewards may be anything; the origin is the first that is not.
            var count = 0.0;
            var found = (double)span.Length;
            for (long i = team.Lane; i < span.Length; i += team.Width)
            {
                if (job.Scored[span.Start + i] == 0)
                    continue;
                if (count == 0.0)
                    found = i;
                count += 1.0;
            }

            first = team.Min(shared, found);
            span.Count = team.Sum(shared, count);
        }

        if (span.Count > 0.0)
            span.Origin = TReal.Up(job.Rewards[span.Start + (long)first]);
        var sum = 0.0;
        var differing = 0.0;
        for (long i = team.Lane; i < span.Length; i += team.Width)
        {
            if (!IsScored(job.Scored, span.Start + i))
                continue;
            var difference = TReal.Up(job.Rewards[span.Start + i]) - span.Origin;
            sum += difference;
            if (difference != 0.0)
                differing = 1.0;
        }

        sum = team.Sum(shared, sum);
        span.Differing = team.Sum(shared, differing);
        if (span.Count > 0.0)
            span.Offset = sum / span.Count;
        return span;
    }

    /// <summary>Sum of (r - mean)^2.</summary>
    internal readonly double Squares<T, TReal>(in GroupJob<T> job, in Team team, ArrayView<double> shared)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var squares = 0.0;
        for (long i = team.Lane; i < Length; i += team.Width)
        {
            if (!IsScored(job.Scored, Start + i))
                continue;
            var deviation = TReal.Up(job.Rewards[Start + i]) - Origin - Offset;
            squares += deviation * deviation;
        }

        return team.Sum(shared, squares);
    }
}
