using System.Runtime.CompilerServices;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// The estimators of the form A = (r - mean) scale, over batches in which every completion is scored. Eight groups go together: their sums
/// are reduced at once, and one octet holds their eight means, deviations and factors, so that the square roots and divisions are shared.
/// </summary>
[SkipLocalsInit]
internal static unsafe partial class GroupKernel<TOctet, T, TRule>
    where TOctet : unmanaged, IOctet<TOctet>
    where T : unmanaged
    where TRule : unmanaged, IGroupRule
{
    private const int Lanes = 8;

    /// <summary>Widened rewards of eight groups that are kept in the first-level cache between the passes over them.</summary>
    private const int RowsLength = 2048;

    private const int Line = 64;

    // In float, a sum of up to 2^29 equal rewards is exact in double, and so is its mean. In double it is not: differences from the
    // group's first reward are summed instead.
    private static bool UsesOrigin => typeof(T) == typeof(double);

    /// <summary>Transforms the groups of one chunk.</summary>
    /// <param name="job">The batch.</param>
    /// <param name="chunk">Which chunk of it.</param>
    internal static void Run(void* job, int chunk)
    {
        ref var batch = ref *(GroupJob<T, TRule>*)job;
        var first = chunk * batch.GroupsPerChunk;
        var last = (int)Math.Min(batch.Groups, (long)first + batch.GroupsPerChunk);
        var (start, end) = (batch.Start(first), batch.Start(last));
        if (UsesOrigin && ExceedsMagnitude((double*)(batch.Rewards + start), end - start))
            batch.Suspect(chunk);

        var space = stackalloc T[StreamingOutput<T>.ScratchLength + Line];
        var output = new StreamingOutput<T>((T*)Align(space), batch.Advantages + start, batch.Streams);
        var rowSpace = stackalloc double[RowsLength + Line];
        var tail = stackalloc T[2 * Lanes];
        var room = new Room(ref batch, (double*)Align(rowSpace), tail);
        var doubtful = TOctet.Broadcast(0);
        var group = first;
        if (batch.Size == Lanes)
            doubtful += GroupsOfEight(ref batch, ref group, last, ref output, room.Rows);
        for (; group < last; group += Lanes)
            doubtful += EightGroups(ref batch, group, Math.Min(Lanes, last - group), ref output, room);
        output.Finish();
        if (HasNotFinite(doubtful))
            batch.Suspect(chunk);
    }

    /// <summary>Up to eight groups of any sizes. The result is 0 in each lane, or NaN where a reward was not finite.</summary>
    private static TOctet EightGroups(ref GroupJob<T, TRule> batch, int group, int groups, ref StreamingOutput<T> output, in Room room)
    {
        var counts = stackalloc double[Lanes];
        var results = stackalloc double[Lanes];
        var origins = stackalloc double[Lanes];
        var partial = stackalloc TOctet[Lanes];
        var start = batch.Start(group);
        var length = batch.Start(group + groups) - start;
        if (length + Lanes * Lanes > RowsLength)
            return LargeGroups(ref batch, group, groups, ref output);

        // Each group becomes a row of whole octets, widened and relative to its origin, with 0 past its end.
        var row = room.Rows;
        for (var j = 0; j < groups; j++)
        {
            var (from, count) = batch.Group(group + j);
            var source = room.Readable(ref batch, from);
            var origin = TOctet.Broadcast(origins[j] = UsesOrigin && count > 0 ? *(double*)source : 0);
            var sum = TOctet.Broadcast(0);
            counts[j] = count;
            var i = 0;
            for (; i + Lanes <= count; i += Lanes, row += Lanes)
            {
                var x = TOctet.Load(source + i) - origin;
                TOctet.Store(x, row);
                sum += x;
            }

            if (i < count)
            {
                var x = TOctet.First(TOctet.Load(room.Readable(ref batch, from + i)) - origin, count - i);
                TOctet.Store(x, row);
                sum += x;
                row += Lanes;
            }

            partial[j] = sum;
        }

        for (var j = groups; j < Lanes; j++)
            (counts[j], partial[j]) = (0, TOctet.Broadcast(0));
        var n = TOctet.Load(counts);
        var sums = SumEach(partial);
        TOctet.Store(sums / n, results);
        row = room.Rows;
        for (var j = 0; j < groups; j++)
        {
            var mean = TOctet.Broadcast(results[j]);
            var sum = TOctet.Broadcast(0);
            var left = (int)counts[j];
            for (; left >= Lanes; left -= Lanes, row += Lanes)
            {
                var deviation = TOctet.Load(row) - mean;
                TOctet.Store(deviation, row);
                sum += deviation * deviation;
            }

            if (left > 0)
            {
                var deviation = TOctet.First(TOctet.Load(row) - mean, left);
                TOctet.Store(deviation, row);
                sum += deviation * deviation;
                row += Lanes;
            }

            partial[j] = sum;
        }

        TOctet.Store(batch.Rule.Scale(batch.Rule.Prepare(n), SumEach(partial)), results);
        row = room.Rows;
        var o = output.Next(length);
        for (var j = 0; j < groups; j++)
        {
            var count = (int)counts[j];
            if (count < 2)
            {
                // The lone reward is its own mean; under RawReward it is put back.
                results[j] = batch.Rule.GroupOfOne == GroupOfOne.RawReward ? batch.Rule.ScaleOfOne : 0;
                if (count == 1)
                    *row = results[j] == 0 ? 0 : ToDouble(batch.Rewards[batch.Group(group + j).Start]);
            }

            // An octet may reach past the group's end; the next group overwrites that.
            var factor = TOctet.Broadcast(results[j]);
            for (var i = 0; i < count; i += Lanes, row += Lanes)
                TOctet.Store(TOctet.Load(row) * factor, o + i);
            o += count;
        }

        return sums * TOctet.Broadcast(0);
    }

    // A store that straddles two lines cannot be forwarded to the loads that follow it.
    private static void* Align(void* space) => (void*)(((nint)space + Line - 1) & -Line);

    private static TOctet SumEach(TOctet* x) => TOctet.SumEach(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7]);

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

    private static double ToDouble(T value) => typeof(T) == typeof(float) ? *(float*)&value : *(double*)&value;

    /// <summary>Memory of one chunk's thread.</summary>
    private readonly struct Room
    {
        private readonly T* _tail;
        private readonly int _tailStart;

        /// <summary>Lays out the room, and copies the batch's last elements to where an octet can be read past them.</summary>
        internal Room(ref GroupJob<T, TRule> batch, double* rows, T* tail)
        {
            Rows = rows;
            _tail = tail;
            _tailStart = Math.Max(0, batch.Length - Lanes);
            for (var i = 0; i < 2 * Lanes; i++)
                tail[i] = _tailStart + i < batch.Length ? batch.Rewards[_tailStart + i] : default;
        }

        /// <summary>[<see cref="RowsLength"/>] numbers, aligned to a line.</summary>
        internal double* Rows { get; }

        /// <summary>Rewards from <paramref name="start"/> on, of which eight can be read.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal T* Readable(ref GroupJob<T, TRule> batch, int start) =>
            start + Lanes <= batch.Length ? batch.Rewards + start : _tail + (start - _tailStart);
    }
}
