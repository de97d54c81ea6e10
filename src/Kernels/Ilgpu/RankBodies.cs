using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>Ranks by a bitonic sort: every step compares pairs that no other thread touches, so there is nothing to race for. Kernel code.</summary>
internal static class RankBodies
{
    /// <summary>One step of the sort, a thread a pair.</summary>
    public static void Step(SortJob job)
    {
        var pair = Team.Own(1).Index;
        if (pair >= job.Length / 2)
            return;
        var low = (pair / job.Distance * 2 * job.Distance) + (pair % job.Distance);
        var high = low + job.Distance;
        var (one, other) = (job.Keys[low], job.Keys[high]);
        var rises = low / job.Run % 2 == 0;
        if (rises ? one <= other : one >= other)
            return;
        job.Keys[low] = other;
        job.Keys[high] = one;
        var position = job.Positions[low];
        job.Positions[low] = job.Positions[high];
        job.Positions[high] = position;
    }

    /// <summary>The rank of each key, equal ones sharing the average, a thread a key.</summary>
    public static void Ranks(SortJob job)
    {
        var i = Team.Own(1).Index;
        if (i >= job.Count)
            return;
        var key = job.Keys[i];
        double smaller = First(job.Keys, job.Count, key, 0);
        double equal = First(job.Keys, job.Count, key, 1) - smaller;
        var rank = job.Centred != 0 ? 0.0 : 0.5;
        if (job.Count > 1)
        {
            // Twice the average rank and twice the divisor are integers, so there is one rounding, as in NormalizationFormulas.Rank.
            double count = job.Count;
            rank = ((2.0 * smaller) + equal - (job.Centred != 0 ? count : 1.0)) / (2.0 * (count - 1.0));
        }

        job.Ranks[job.Positions[i]] = rank;
    }

    /// <summary>Keys below one (beyond 0), or at most it (beyond 1).</summary>
    private static long First(ArrayView<double> keys, long count, double key, int beyond)
    {
        long low = 0;
        var high = count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            var isBefore = beyond != 0 ? keys[middle] <= key : keys[middle] < key;
            if (isBefore)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
