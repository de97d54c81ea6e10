using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// The kernels that find a batch's moments: a team a chunk, in two passes over it, then levels of merges. Kernel code.
/// </summary>
internal static class MomentsBodies
{
    /// <summary>Values of a chunk, or parts of a merge: 64 a lane.</summary>
    internal const int Chunk = 64 * Team.Lanes;

    /// <summary>The moments of each chunk.</summary>
    public static void Chunks<T, TReal>(MomentsJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var shared = SharedMemory.Allocate<double>(Team.MaxBlock);
        var team = Team.Own(Team.Lanes);
        var start = team.Index * Chunk;
        var end = start + Chunk < job.Length ? start + Chunk : job.Length;

        // The first scored value is the origin: differences from it are exact where all are equal, and small where values are large.
        var found = (double)end;
        for (var i = start + team.Lane; i < end; i += Team.Lanes)
        {
            if (i < found && GroupSpan.IsScored(job.Scored, i))
                found = i;
        }

        var first = (long)team.Min(shared, found);
        var part = default(BatchMoments);
        part.Min = double.PositiveInfinity;
        part.Max = double.NegativeInfinity;
        var origin = 0.0;
        if (first < end)
            origin = TReal.Up(job.Values[first]);
        var sum = 0.0;
        for (var i = start + team.Lane; i < end; i += Team.Lanes)
        {
            if (!GroupSpan.IsScored(job.Scored, i))
                continue;
            var value = TReal.Up(job.Values[i]);
            var weight = job.Weights.Length > 0 ? (double)job.Weights[i] : 1.0;
            part.Count += 1.0;
            if (value != 0.0)
                part.Nonzero += 1.0;
            part.Weight += weight;
            sum += weight * (value - origin);
            if (value < part.Min)
                part.Min = value;
            if (value > part.Max)
                part.Max = value;
        }

        part.Count = team.Sum(shared, part.Count);
        part.Nonzero = team.Sum(shared, part.Nonzero);
        part.Weight = team.Sum(shared, part.Weight);
        part.Min = team.Min(shared, part.Min);
        part.Max = -team.Min(shared, -part.Max);
        sum = team.Sum(shared, sum);
        var offset = 0.0;
        if (part.Weight > 0.0)
            offset = sum / part.Weight;
        for (var i = start + team.Lane; i < end; i += Team.Lanes)
        {
            if (!GroupSpan.IsScored(job.Scored, i))
                continue;
            var deviation = TReal.Up(job.Values[i]) - origin - offset;
            var weight = job.Weights.Length > 0 ? (double)job.Weights[i] : 1.0;
            part.Squares += weight * deviation * deviation;
        }

        part.Squares = team.Sum(shared, part.Squares);
        part.Mean = origin + offset;
        if (team.Lane == 0 && start < end)
            job.Parts[team.Index] = part;
    }

    /// <summary>Merges each chunk of parts into one: each lane its own in order, then the lanes.</summary>
    public static void Merge(MergeJob job)
    {
        var shared = SharedMemory.Allocate<BatchMoments>(Team.MaxBlock);
        var team = Team.Own(Team.Lanes);
        var start = team.Index * Chunk;
        var end = start + Chunk < job.Length ? start + Chunk : job.Length;
        var part = default(BatchMoments);
        for (var i = start + team.Lane; i < end; i += Team.Lanes)
            part = BatchMoments.Merge(part, job.Parts[i]);
        var thread = Group.IdxX;
        shared[thread] = part;
        Group.Barrier();
        for (var half = Team.Lanes / 2; half > 0; half /= 2)
        {
            if (team.Lane < half)
                shared[thread] = BatchMoments.Merge(shared[thread], shared[thread + half]);
            Group.Barrier();
        }

        if (team.Lane == 0 && start < end)
            job.Merged[team.Index] = shared[thread];
    }
}
