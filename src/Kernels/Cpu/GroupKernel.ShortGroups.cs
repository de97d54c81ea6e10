using System.Runtime.CompilerServices;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

// Groups of at most 16, of one size or of many. Each is a row of one or two masked octets, so that no branch depends on a group's size;
// the rows of eight groups are a tile, and the tiles are pipelined as those of eight are.
internal static unsafe partial class GroupKernel<TOctet, T, TRule>
{
    /// <summary>Eight groups at a time while there are eight left and none is longer than a row; the caller does the rest.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="group">The first group; on return, the first that was not done.</param>
    /// <param name="last">One past the last group that may be done.</param>
    /// <param name="output">Where the advantages go.</param>
    /// <param name="room">The chunk's memory.</param>
    /// <returns>0 in each lane, or NaN where a reward was not finite.</returns>
    private static TOctet ShortGroups<TWidth>(
        ref GroupJob<T, TRule> batch, ref int group, int last, ref StreamingOutput<T> output, in Room room)
        where TWidth : struct, IRowWidth
    {
        var doubtful = TOctet.Broadcast(0);
        var rule = batch.Rule;
        var loneScale = rule.GroupOfOne == GroupOfOne.RawReward ? rule.ScaleOfOne : 0;
        var (tile, older) = (new RowTile(room.Rows), new RowTile(room.Rows + RowTile.Length));
        int* olderOffsets = null;
        for (; group + Lanes <= last; group += Lanes)
        {
            var offsets = room.Offsets(ref batch, group, out var rewards);
            if (!room.AllShort && Longest(offsets, Lanes) > TWidth.Length)
                break;
            doubtful += CentreRows<TWidth>(rewards, offsets, rule, loneScale, tile);
            if (olderOffsets != null)
                ScaleRows<TWidth>(older, olderOffsets, ref output);
            (tile, older) = (older, tile);
            olderOffsets = offsets;
        }

        if (olderOffsets != null)
            ScaleRows<TWidth>(older, olderOffsets, ref output);
        return doubtful;
    }

    /// <summary>Deviations of eight groups from their means, and their factors. The result is 0, or NaN where a reward was not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet CentreRows<TWidth>(T* rewards, int* offsets, TRule rule, double loneScale, RowTile tile)
        where TWidth : struct, IRowWidth
    {
        for (var j = 0; j < Lanes; j++)
        {
            var source = rewards + offsets[j];
            var mask = OctetMask.First(offsets[j + 1] - offsets[j]);
            var origin = UsesOrigin ? TOctet.Broadcast(tile.Origins[j] = *(double*)source) : default;
            var row = tile.Rows + TWidth.Length * j;
            var sum = LoadRow(source, origin, mask, row);
            if (TWidth.Length > Lanes)
                sum += LoadRow(source + Lanes, origin, mask + Lanes, row + Lanes);
            TOctet.Store(sum, tile.Partial + Lanes * j);
        }

        var none = TOctet.Broadcast(0);
        var n = TOctet.LoadIntegers(offsets + 1) - TOctet.LoadIntegers(offsets);
        var sums = SumEach(tile.Partial);
        var mean = sums / n;
        if (loneScale != 0)
            mean = TOctet.WhereBelow(n, 2, UsesOrigin ? none - TOctet.Load(tile.Origins) : none, mean);
        TOctet.Store(mean, tile.Means);
        for (var j = 0; j < Lanes; j++)
        {
            var mask = OctetMask.First(offsets[j + 1] - offsets[j]);
            mean = TOctet.Broadcast(tile.Means[j]);
            var row = tile.Rows + TWidth.Length * j;
            var sum = CentreRow(row, mean, mask);
            if (TWidth.Length > Lanes)
                sum += CentreRow(row + Lanes, mean, mask + Lanes);
            TOctet.Store(sum, tile.Partial + Lanes * j);
        }

        var squares = TRule.ReadsSquares ? SumEach(tile.Partial) : none;
        TOctet.Store(TOctet.WhereBelow(n, 2, TOctet.Broadcast(loneScale), rule.Scale(rule.Prepare(n), squares)), tile.Scales);
        return sums * none;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet LoadRow(T* source, TOctet origin, long* mask, double* row)
    {
        var x = TOctet.Keep(UsesOrigin ? TOctet.Load(source) - origin : TOctet.Load(source), mask);
        TOctet.Store(x, row);
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet CentreRow(double* row, TOctet mean, long* mask)
    {
        var deviation = TOctet.Keep(TOctet.Load(row) - mean, mask);
        TOctet.Store(deviation, row);
        return deviation * deviation;
    }

    // What a row holds past its group's end is overwritten by the next group.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScaleRows<TWidth>(RowTile tile, int* offsets, ref StreamingOutput<T> output)
        where TWidth : struct, IRowWidth
    {
        var o = output.Next(offsets[Lanes] - offsets[0]) - offsets[0];
        for (var j = 0; j < Lanes; j++)
        {
            var row = tile.Rows + TWidth.Length * j;
            var factor = TOctet.Broadcast(tile.Scales[j]);
            TOctet.Store(TOctet.Load(row) * factor, o + offsets[j]);
            if (TWidth.Length > Lanes)
                TOctet.Store(TOctet.Load(row + Lanes) * factor, o + offsets[j] + Lanes);
        }
    }

    /// <summary>The longest of consecutive groups.</summary>
    private static int Longest(int* offsets, int groups)
    {
        var longest = 0;
        for (var j = 0; j < groups; j++)
            longest = Math.Max(longest, offsets[j + 1] - offsets[j]);
        return longest;
    }

    /// <summary>Eight groups under way.</summary>
    private readonly struct RowTile(double* space)
    {
        /// <summary>Numbers that a tile takes, whole lines.</summary>
        internal const int Length = 3 * Lanes + Tile + OctetMask.Length * Lanes;

        internal double* Origins => space;

        internal double* Means => space + Lanes;

        internal double* Scales => space + 2 * Lanes;

        internal double* Partial => space + 3 * Lanes;

        internal double* Rows => space + 3 * Lanes + Tile;
    }
}
