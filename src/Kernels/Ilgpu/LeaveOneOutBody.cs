using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// NeMo-RL's leave-one-out estimator: a team a group. The others' moments follow from the group's in O(1): mean_o = mean - d / (n - 1),
/// S_o = S - d^2 n / (n - 1). Where the one left out made nearly all of S the difference cancels; then its thread sums the others itself. Kernel code.
/// </summary>
internal static class LeaveOneOutBody
{
    private const double Cancels = 1e-4;

    /// <summary>A = (r - mean of the others) / (std of the others + eps), divided only where that deviation is above 0.</summary>
    public static void Run<T, TReal>(GroupJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var shared = SharedMemory.Allocate<double>(Team.MaxBlock);
        var team = Team.Own(job.Width);
        var span = GroupSpan.Read<T, TReal>(job, team, shared);
        var squares = span.Squares<T, TReal>(job, team, shared);
        for (long i = team.Lane; i < span.Length; i += team.Width)
        {
            var advantage = 0.0;
            if (GroupSpan.IsScored(job.Scored, span.Start + i))
            {
                if (span.Count > 1.0)
                    advantage = Lead<T, TReal>(job, span, squares, i);
                else if (job.Rule.KeepsLone != 0)
                    advantage = TReal.Up(job.Rewards[span.Start + i]);
            }

            job.Advantages[span.Start + i] = TReal.Down(advantage);
        }
    }

    private static double Lead<T, TReal>(in GroupJob<T> job, in GroupSpan span, double squares, long i)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var deviation = TReal.Up(job.Rewards[span.Start + i]) - span.Origin - span.Offset;
        var lead = deviation * span.Count / (span.Count - 1.0);
        var others = squares - (deviation * lead);
        if (others <= Cancels * squares)
        {
            var mean = OthersMean<T, TReal>(job, span, i);
            others = OthersSquares<T, TReal>(job, span, i, mean);
            lead = TReal.Up(job.Rewards[span.Start + i]) - OthersOrigin<T, TReal>(job, span, i) - mean;
        }

        var spread = job.Rule.Deviation(span.Count - 1.0, others);
        return spread > 0.0 ? lead / (spread + job.Rule.Epsilon) : lead;
    }

    private static double OthersOrigin<T, TReal>(in GroupJob<T> job, in GroupSpan span, long except)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        long i = 0;
        while (i == except || !GroupSpan.IsScored(job.Scored, span.Start + i))
            i++;
        return TReal.Up(job.Rewards[span.Start + i]);
    }

    /// <summary>The others' mean less their origin.</summary>
    private static double OthersMean<T, TReal>(in GroupJob<T> job, in GroupSpan span, long except)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var origin = OthersOrigin<T, TReal>(job, span, except);
        var sum = 0.0;
        for (long i = 0; i < span.Length; i++)
        {
            if (i != except && GroupSpan.IsScored(job.Scored, span.Start + i))
                sum += TReal.Up(job.Rewards[span.Start + i]) - origin;
        }

        return sum / (span.Count - 1.0);
    }

    private static double OthersSquares<T, TReal>(in GroupJob<T> job, in GroupSpan span, long except, double mean)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var origin = OthersOrigin<T, TReal>(job, span, except);
        var squares = 0.0;
        for (long i = 0; i < span.Length; i++)
        {
            if (i == except || !GroupSpan.IsScored(job.Scored, span.Start + i))
                continue;
            var deviation = TReal.Up(job.Rewards[span.Start + i]) - origin - mean;
            squares += deviation * deviation;
        }

        return squares;
    }
}
