using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

// Groups of any sizes, up to eight at a time, each a row of as many octets as it needs.
internal static unsafe partial class GroupKernel<TOctet, TRule>
{
    /// <summary>Up to eight groups. The result is 0 in each lane, or NaN where a reward was not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TOctet MixedGroups(ref GroupJob<double, TRule> batch, int group, int groups, ref StreamingOutput<double> output, in Room room)
    {
        var start = batch.Start(group);
        var length = batch.Start(group + groups) - start;
        if (length + Tile > RowsLength)
            return LargeGroups(ref batch, group, groups, ref output);

        var none = TOctet.Broadcast(0);
        var tile = new MixedTile(room.Rows);
        var row = tile.Rows;
        for (var j = 0; j < Lanes; j++)
        {
            var (from, count) = j < groups ? batch.Group(group + j) : (start, 0);
            tile.Counts[j] = count;
            tile.Origins[j] = count > 0 ? batch.Rewards[from] : 0;
            TOctet.Store(WidenRow(ref batch, room, from, count, TOctet.Broadcast(tile.Origins[j]), ref row), tile.Partial + Lanes * j);
        }

        var loneScale = batch.Rule.LoneScale();
        var n = TOctet.Load(tile.Counts);
        var sums = SumEach(tile.Partial);
        var mean = sums / n;
        if (loneScale != 0)
            mean = TOctet.WhereBelow(n, 2, LoneMean(tile.Origins), mean);
        TOctet.Store(mean, tile.Factors);
        row = tile.Rows;
        for (var j = 0; j < Lanes; j++)
            TOctet.Store(CentreRow(TOctet.Broadcast(tile.Factors[j]), (int)tile.Counts[j], ref row), tile.Partial + Lanes * j);

        var scale = batch.Rule.Scale(batch.Rule.Prepare(n), TRule.ReadsSquares ? SumEach(tile.Partial) : none);
        TOctet.Store(TOctet.WhereBelow(n, 2, TOctet.Broadcast(loneScale), scale), tile.Factors);
        row = tile.Rows;
        var o = output.Next(length);
        for (var j = 0; j < groups; j++)
        {
            // An octet may reach past the group's end; the next group overwrites that.
            var count = (int)tile.Counts[j];
            var factor = TOctet.Broadcast(tile.Factors[j]);
            for (var i = 0; i < count; i += Lanes, row += Lanes)
                TOctet.Store(TOctet.Load(row) * factor, o + i);
            o += count;
        }

        return sums * none;
    }

    /// <summary>Groups that are too large to keep beside seven others.</summary>
    private static TOctet LargeGroups(ref GroupJob<double, TRule> batch, int group, int groups, ref StreamingOutput<double> output)
    {
        var areFinite = true;
        for (var j = 0; j < groups; j++)
        {
            var (start, count) = batch.Group(group + j);
            areFinite &= LargeGroup<TOctet, double, TRule>.Transform(batch.Rewards + start, count, batch.Rule, ref output);
        }

        return TOctet.Broadcast(areFinite ? 0 : double.NaN);
    }

    /// <summary>Appends one group to the rows, relative to its origin and with 0 past its end. The result is its sum, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet WidenRow(ref GroupJob<double, TRule> batch, in Room room, int start, int count, TOctet origin, ref double* row)
    {
        var sum = TOctet.Broadcast(0);
        var source = batch.Rewards + start;
        var i = 0;
        for (; i + Lanes <= count; i += Lanes, row += Lanes)
        {
            var x = TOctet.Load(source + i) - origin;
            TOctet.Store(x, row);
            sum += x;
        }

        if (i < count)
        {
            var x = TOctet.First(TOctet.Load(room.Readable(ref batch, start + i)) - origin, count - i);
            TOctet.Store(x, row);
            sum += x;
            row += Lanes;
        }

        return sum;
    }

    /// <summary>Turns one group of the rows into deviations. The result is the sum of their squares, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet CentreRow(TOctet mean, int count, ref double* row)
    {
        var sum = TOctet.Broadcast(0);
        for (; count >= Lanes; count -= Lanes, row += Lanes)
        {
            var deviation = TOctet.Load(row) - mean;
            TOctet.Store(deviation, row);
            sum += deviation * deviation;
        }

        if (count > 0)
        {
            var deviation = TOctet.First(TOctet.Load(row) - mean, count);
            TOctet.Store(deviation, row);
            sum += deviation * deviation;
            row += Lanes;
        }

        return sum;
    }

    /// <summary>Up to eight groups of any sizes that fit the room together.</summary>
    private readonly struct MixedTile(double* space)
    {
        internal double* Counts => space;

        internal double* Origins => space + Lanes;

        internal double* Factors => space + 2 * Lanes;

        internal double* Partial => space + 3 * Lanes;

        internal double* Rows => space + 3 * Lanes + Tile;
    }
}
