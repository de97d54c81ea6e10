using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// The estimators of the form A = (r - mean) scale over double rewards, every one scored. A sum of equal doubles is not exact, so differences
/// from the group's first reward, its origin, are summed. Eight groups go together: their sums
/// are reduced at once, and one octet holds their eight means, deviations and factors, so that the square roots and divisions are shared.
/// </summary>
[SkipLocalsInit]
internal static unsafe partial class GroupKernel<TOctet, TRule>
    where TOctet : unmanaged, IOctet<TOctet>
    where TRule : unmanaged, IGroupRule
{
    private const int Lanes = 8;

    private const int Tile = Lanes * Lanes;

    /// <summary>Widened rewards of eight groups that are kept in the first-level cache between the passes over them.</summary>
    private const int RowsLength = 2048;

    private const int Line = 64;

    /// <summary>Transforms the groups of one chunk.</summary>
    /// <param name="job">The batch.</param>
    /// <param name="chunk">Which chunk of it.</param>
    internal static void Run(void* job, int chunk)
    {
        ref var batch = ref *(GroupJob<double, TRule>*)job;
        var first = chunk * batch.GroupsPerChunk;
        var last = (int)Math.Min(batch.Groups, (long)first + batch.GroupsPerChunk);
        var (start, end) = (batch.Start(first), batch.Start(last));
        if (ExceedsMagnitude(batch.Rewards + start, end - start))
            batch.Suspect(chunk);

        var space = stackalloc double[StreamingOutput<double>.ScratchLength + Line];
        var output = new StreamingOutput<double>((double*)Align(space), batch.Advantages + start, batch.Streams);
        var rowSpace = stackalloc double[RowsLength + 3 * Lanes + Tile + Line];
        var tail = stackalloc double[2 * Lanes];
        var uniform = stackalloc int[Lanes + 1];
        var room = new Room(ref batch, first, last, (double*)Align(rowSpace), tail, uniform);
        var doubtful = Transform(ref batch, first, last, ref output, room);
        output.Finish();
        if (HasNotFinite(doubtful))
            batch.Suspect(chunk);
    }

    private static TOctet Transform(ref GroupJob<double, TRule> batch, int first, int last, ref StreamingOutput<double> output, in Room room)
    {
        var none = TOctet.Broadcast(0);
        var doubtful = none;
        var group = first;
        while (group < last)
        {
            doubtful += batch.Size switch
            {
                4 => GroupsOfFour(ref batch, ref group, last, ref output, room.Rows),
                8 => GroupsOfEight(ref batch, ref group, last, ref output, room.Rows),
                16 => ShortGroups<IRowShape.FullOf16>(ref batch, ref group, last, ref output, room),
                _ when group >= room.LastReadable => none,
                _ => room.Longest <= IRowShape.Of8.Length
                    ? ShortGroups<IRowShape.Of8>(ref batch, ref group, room.LastReadable, ref output, room)
                    : ShortGroups<IRowShape.Of16>(ref batch, ref group, room.LastReadable, ref output, room),
            };
            var groups = Math.Min(Lanes, last - group);
            if (groups > 0)
                doubtful += MixedGroups(ref batch, group, groups, ref output, room);
            group += groups;
        }

        return doubtful;
    }

    // A lone reward is its own mean, which leaves 0. Under RawReward its mean counts as 0, which relative to its origin is the origin's negative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet LoneMean(double* origins) => TOctet.Broadcast(0) - TOctet.Load(origins);

    // A store that straddles two lines cannot be forwarded to the loads that follow it.
    private static void* Align(void* space) => (void*)(((nint)space + Line - 1) & -Line);

    // Eight octets stored as doubles, so that they can be aligned to a cache line.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet SumEach(double* x) => TOctet.SumEach(
        TOctet.Load(x), TOctet.Load(x + 8), TOctet.Load(x + 16), TOctet.Load(x + 24),
        TOctet.Load(x + 32), TOctet.Load(x + 40), TOctet.Load(x + 48), TOctet.Load(x + 56));

    // Finite numbers times 0 are 0; a number above about 1e150 overflows first, and infinity and NaN give NaN.
    private static bool ExceedsMagnitude(double* rewards, int length)
    {
        const double toInfinity = 1.8e158;
        var doubtful = TOctet.Broadcast(0);
        var i = 0;
        for (; i + Lanes <= length; i += Lanes)
            doubtful += TOctet.Load(rewards + i) * TOctet.Broadcast(toInfinity) * TOctet.Broadcast(0);
        double rest = 0;
        for (; i < length; i++)
            rest += rewards[i] * toInfinity * 0;
        return HasNotFinite(doubtful) || !double.IsFinite(rest);
    }

    private static bool HasNotFinite(TOctet value)
    {
        var lanes = stackalloc double[Lanes];
        TOctet.Store(value, lanes);
        double sum = 0;
        for (var i = 0; i < Lanes; i++)
            sum += lanes[i];
        return !double.IsFinite(sum);
    }
}
