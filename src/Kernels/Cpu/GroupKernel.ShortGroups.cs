using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

// Groups of at most 16, of one size or of many. Each is a row of one or two octets, masked where it is shorter, so that no branch depends
// on a group's size; eight rows are a tile, and one octet holds their eight means, then their eight factors.
//
// From a tile's load to its store runs a chain of some 200 cycles (sum, divide, square, sum, root, divide), longer than the processor looks
// ahead. So a block of tiles goes through three loops, sum, centre and scale, in each of which neighbouring tiles do not wait for each other.
internal static unsafe partial class GroupKernel<TOctet, TRule>
{
    /// <summary>Tiles a block: 9 KB of rows, which stay in the first-level cache beside the output.</summary>
    private const int BlockTiles = 4;

    /// <summary>Eight groups at a time while there are eight left and none is longer than a row; the caller does the rest.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="group">The first group; on return, the first that was not done.</param>
    /// <param name="last">One past the last group that may be done.</param>
    /// <param name="output">Where the advantages go.</param>
    /// <param name="room">The chunk's memory.</param>
    /// <returns>0 in each lane, or NaN where a reward was not finite.</returns>
    private static TOctet ShortGroups<TRow>(
        ref GroupJob<double, TRule> batch, ref int group, int last, ref StreamingOutput<double> output, in Room room)
        where TRow : struct, IRowShape
    {
        var doubtful = TOctet.Broadcast(0);
        var loneScale = batch.Rule.LoneScale();
        while (group + Lanes <= last)
        {
            var offsets = room.Offsets(ref batch, group, out var rewards, out var rewardStep, out var offsetStep);
            var tiles = Math.Min((last - group) / Lanes, BlockTiles);
            if (!TRow.IsFull && room.Longest > TRow.Length)
                tiles = ShortTiles(offsets, tiles, TRow.Length);
            if (tiles == 0)
                break;
            doubtful += SumTiles<TRow>(rewards, rewardStep, offsets, offsetStep, tiles, batch.Rule, loneScale, room.Rows);
            CentreTiles<TRow>(offsets, offsetStep, tiles, batch.Rule, loneScale, room.Rows);
            var length = offsetStep == 0 ? tiles * rewardStep : offsets[tiles * Lanes] - offsets[0];
            ScaleTiles<TRow>(offsets, offsetStep, tiles, rewardStep, room.Rows, output.Next(length) - offsets[0]);
            group += tiles * Lanes;
        }

        return doubtful;
    }

    /// <summary>Widens the groups into rows and finds their means. The result is 0, or NaN where a reward was not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TOctet SumTiles<TRow>(
        double* rewards, int rewardStep, int* offsets, int offsetStep, int tiles, TRule rule, double loneScale, double* rows)
        where TRow : struct, IRowShape
    {
        var doubtful = TOctet.Broadcast(0);
        for (var t = 0; t < tiles; t++, rewards += rewardStep, offsets += offsetStep)
        {
            var tile = new RowTile(rows + RowTile.Length * t);
            var sums = TOctet.SumEach(
                SumRow<TRow>(rewards, offsets, tile, 0), SumRow<TRow>(rewards, offsets, tile, 1),
                SumRow<TRow>(rewards, offsets, tile, 2), SumRow<TRow>(rewards, offsets, tile, 3),
                SumRow<TRow>(rewards, offsets, tile, 4), SumRow<TRow>(rewards, offsets, tile, 5),
                SumRow<TRow>(rewards, offsets, tile, 6), SumRow<TRow>(rewards, offsets, tile, 7));
            doubtful += sums * TOctet.Broadcast(0);
            var n = Counts(offsets);
            var mean = sums / n;
            if (loneScale != 0)
                mean = TOctet.WhereBelow(n, 2, LoneMean(tile.Origins), mean);
            TOctet.Store(mean, tile.Means);
            TOctet.Store(rule.Prepare(n), tile.Factors);
        }

        return doubtful;
    }

    /// <summary>Turns the rows into deviations from their means and finds the factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CentreTiles<TRow>(int* offsets, int offsetStep, int tiles, TRule rule, double loneScale, double* rows)
        where TRow : struct, IRowShape
    {
        for (var t = 0; t < tiles; t++, offsets += offsetStep)
        {
            var tile = new RowTile(rows + RowTile.Length * t);
            var squares = TOctet.SumEach(
                CentreRow<TRow>(offsets, tile, 0), CentreRow<TRow>(offsets, tile, 1),
                CentreRow<TRow>(offsets, tile, 2), CentreRow<TRow>(offsets, tile, 3),
                CentreRow<TRow>(offsets, tile, 4), CentreRow<TRow>(offsets, tile, 5),
                CentreRow<TRow>(offsets, tile, 6), CentreRow<TRow>(offsets, tile, 7));
            var scale = rule.Scale(TOctet.Load(tile.Factors), squares);
            TOctet.Store(TOctet.WhereBelow(Counts(offsets), 2, TOctet.Broadcast(loneScale), scale), tile.Factors);
        }
    }

    /// <summary>Multiplies the rows by their factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScaleTiles<TRow>(int* offsets, int offsetStep, int tiles, int outputStep, double* rows, double* output)
        where TRow : struct, IRowShape
    {
        for (var t = 0; t < tiles; t++, offsets += offsetStep, output += outputStep)
        {
            var tile = new RowTile(rows + RowTile.Length * t);
            ScaleRow<TRow>(offsets, tile, 0, output);
            ScaleRow<TRow>(offsets, tile, 1, output);
            ScaleRow<TRow>(offsets, tile, 2, output);
            ScaleRow<TRow>(offsets, tile, 3, output);
            ScaleRow<TRow>(offsets, tile, 4, output);
            ScaleRow<TRow>(offsets, tile, 5, output);
            ScaleRow<TRow>(offsets, tile, 6, output);
            ScaleRow<TRow>(offsets, tile, 7, output);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet SumRow<TRow>(double* rewards, int* offsets, RowTile tile, int j)
        where TRow : struct, IRowShape
    {
        var source = rewards + (TRow.IsFull ? TRow.Length * j : offsets[j]);
        var mask = TRow.IsFull ? null : OctetMask.First(offsets[j + 1] - offsets[j]);
        var row = tile.Rows + TRow.Length * j;
        tile.Origins[j] = *source;
        var sum = LoadRow<TRow>(source, tile.Origins + j, mask, row);
        return TRow.Length > Lanes ? sum + LoadRow<TRow>(source + Lanes, tile.Origins + j, mask + Lanes, row + Lanes) : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet LoadRow<TRow>(double* source, double* origin, long* mask, double* row)
        where TRow : struct, IRowShape
    {
        var x = TOctet.Load(source) - TOctet.Broadcast(*origin);
        if (!TRow.IsFull)
            x = TOctet.Keep(x, mask);
        TOctet.Store(x, row);
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet CentreRow<TRow>(int* offsets, RowTile tile, int j)
        where TRow : struct, IRowShape
    {
        var mask = TRow.IsFull ? null : OctetMask.First(offsets[j + 1] - offsets[j]);
        var mean = TOctet.Broadcast(tile.Means[j]);
        var row = tile.Rows + TRow.Length * j;
        var sum = CentreRow<TRow>(mean, mask, row);
        return TRow.Length > Lanes ? sum + CentreRow<TRow>(mean, mask + Lanes, row + Lanes) : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet CentreRow<TRow>(TOctet mean, long* mask, double* row)
        where TRow : struct, IRowShape
    {
        var deviation = TOctet.Load(row) - mean;
        if (!TRow.IsFull)
            deviation = TOctet.Keep(deviation, mask);
        TOctet.Store(deviation, row);
        return deviation * deviation;
    }

    // What a row holds past its group's end is overwritten by the next group.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScaleRow<TRow>(int* offsets, RowTile tile, int j, double* output)
        where TRow : struct, IRowShape
    {
        var row = tile.Rows + TRow.Length * j;
        var factor = TOctet.Broadcast(tile.Factors[j]);
        var o = output + (TRow.IsFull ? TRow.Length * j : offsets[j]);
        TOctet.Store(TOctet.Load(row) * factor, o);
        if (TRow.Length > Lanes)
            TOctet.Store(TOctet.Load(row + Lanes) * factor, o + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet Counts(int* offsets) => TOctet.LoadIntegers(offsets + 1) - TOctet.LoadIntegers(offsets);

    /// <summary>How many tiles from the first on have no group above <paramref name="length"/>.</summary>
    private static int ShortTiles(int* offsets, int tiles, int length)
    {
        var tile = 0;
        while (tile < tiles && Longest(offsets + tile * Lanes, Lanes) <= length)
            tile++;
        return tile;
    }

    /// <summary>The longest of consecutive groups.</summary>
    private static int Longest(int* offsets, int groups)
    {
        var longest = 0;
        var j = 0;
        if (groups >= Vector<int>.Count)
        {
            var most = Vector<int>.Zero;
            for (; j + Vector<int>.Count <= groups; j += Vector<int>.Count)
                most = Vector.Max(most, Vector.Load(offsets + j + 1) - Vector.Load(offsets + j));
            for (var lane = 0; lane < Vector<int>.Count; lane++)
                longest = Math.Max(longest, most[lane]);
        }

        for (; j < groups; j++)
            longest = Math.Max(longest, offsets[j + 1] - offsets[j]);
        return longest;
    }

    /// <summary>Eight rows; every part starts on a line.</summary>
    private readonly struct RowTile(double* space)
    {
        /// <summary>Numbers that a tile takes.</summary>
        internal const int Length = 3 * Lanes + OctetMask.Length * Lanes;

        internal double* Origins => space;

        internal double* Means => space + Lanes;

        internal double* Factors => space + 2 * Lanes;

        internal double* Rows => space + 3 * Lanes;
    }
}
