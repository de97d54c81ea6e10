using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

// Groups of any sizes that float takes, sixteen a tile: their sums are reduced at once, and one row holds their means, then their factors.
//
// From a tile's load to its store runs a chain longer than the processor looks ahead. So a block of tiles goes through three loops, sum,
// centre and scale, in each of which neighbouring tiles do not wait for each other. Each reads the rewards anew, from the first-level cache.
internal static unsafe partial class FloatGroupKernel<TOctet, TRow, TRule>
{
    private const int BlockTiles = 8;

    /// <summary>Sixteen groups at a time while float takes all of them. The result is how many were done.</summary>
    private static int MixedGroups(ref GroupJob<float, TRule> batch, int first, int last, ref StreamingOutput<float> output, float* space)
    {
        var uniform = stackalloc int[BlockTiles * Lanes + 1];
        var group = first;
        while (group + Lanes <= last)
        {
            var offsets = batch.Offsets == null ? Fill(uniform, group * batch.Size, batch.Size) : batch.Offsets + group;
            var tiles = Math.Min((last - group) / Lanes, BlockTiles);
            while (tiles > 0 && offsets[tiles * Lanes] + Tile > batch.Length)
                tiles--;
            var wanted = tiles;
            tiles = CountTiles(offsets, tiles, batch.Rule, space, out var fitRows);
            if (tiles == 0)
                break;
            tiles = fitRows
                ? TransformTiles<Short>(batch.Rewards, offsets, tiles, batch.Rule, space, ref output)
                : TransformTiles<Long>(batch.Rewards, offsets, tiles, batch.Rule, space, ref output);
            group += tiles * Lanes;
            if (tiles < wanted)
                break;
        }

        return group - first;
    }

    private static int* Fill(int* offsets, int start, int size)
    {
        for (var i = 0; i <= BlockTiles * Lanes; i++)
            offsets[i] = start + i * size;
        return offsets;
    }

    /// <summary>What follows from the sizes alone. The result is the number of tiles before the first that has too large a group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int CountTiles(int* offsets, int tiles, TRule rule, float* space, out bool fitRows)
    {
        fitRows = true;
        for (var t = 0; t < tiles; t++)
        {
            var counts = TRow.Differences(offsets + Lanes * t);
            if (!TRow.AllBelow(counts, FloatGroup.MostRewards + 1))
                return t;
            fitRows &= TRow.AllBelow(counts, Lanes + 1);
            var tile = new MixedTile(space + MixedTile.Length * t);
            TRow.Store(counts, tile.Counts);
            TRow.Store(TRow.Broadcast(1) / counts, tile.Means);
            TRow.Store(rule.Prepare(counts), tile.Factors);
        }

        return tiles;
    }

    /// <summary>A block. The result is its number of tiles, or how many there were before one whose numbers are too large.</summary>
    private static int TransformTiles<TShape>(
        float* rewards, int* offsets, int tiles, TRule rule, float* space, ref StreamingOutput<float> output)
        where TShape : struct, IShape
    {
        SumTiles<TShape>(rewards, offsets, tiles, rule.LoneScale() != 0, space);
        tiles = CentreTiles<TShape>(rewards, offsets, tiles, rule, space);
        for (var t = 0; t < tiles; t++, offsets += Lanes)
        {
            ScaleTile<TShape>(rewards, offsets, new MixedTile(space + MixedTile.Length * t), output.Room() - offsets[0]);
            output.Advance(offsets[Lanes] - offsets[0]);
        }

        return tiles;
    }

    /// <summary>Finds the means.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumTiles<TShape>(float* rewards, int* offsets, int tiles, bool keepsLone, float* space)
        where TShape : struct, IShape
    {
        for (var t = 0; t < tiles; t++, offsets += Lanes)
        {
            var tile = new MixedTile(space + MixedTile.Length * t);
            CacheLine.PrefetchPast(offsets);
            var sums = TRow.SumEach(
                SumFour<TShape>(rewards, offsets, tile, 0), SumFour<TShape>(rewards, offsets, tile, 4),
                SumFour<TShape>(rewards, offsets, tile, 8), SumFour<TShape>(rewards, offsets, tile, 12));
            var means = sums * TRow.Load(tile.Means);
            if (keepsLone)
            {
                // A lone reward's difference from itself is 0; relative to itself, the mean that leaves it whole is its negative.
                var counts = TRow.Load(tile.Counts);
                var origins = TRow.Load(tile.Origins);
                means = TRow.WhereBelow(counts, 2, TRow.Broadcast(0) - origins, means);
                sums = TRow.WhereBelow(counts, 2, origins, sums);
            }

            TRow.Store(means, tile.Means);
            if (!TRule.ReadsSquares)
                TRow.Store(sums * sums, tile.Squares);
        }
    }

    /// <summary>Finds the factors. The result is the number of tiles before the first whose numbers are too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int CentreTiles<TShape>(float* rewards, int* offsets, int tiles, TRule rule, float* space)
        where TShape : struct, IShape
    {
        var loneScale = TRow.Broadcast(rule.LoneScale());
        for (var t = 0; t < tiles; t++, offsets += Lanes)
        {
            var tile = new MixedTile(space + MixedTile.Length * t);
            var squares = !TRule.ReadsSquares ? TRow.Load(tile.Squares) : TRow.SumEach(
                SquareFour<TShape>(rewards, offsets, tile, 0), SquareFour<TShape>(rewards, offsets, tile, 4),
                SquareFour<TShape>(rewards, offsets, tile, 8), SquareFour<TShape>(rewards, offsets, tile, 12));
            if (!TRow.AllBelow(squares, FloatGroup.SquaresBound))
                return t;
            var scales = rule.Scale(TRow.Load(tile.Factors), squares);
            TRow.Store(TRow.WhereBelow(TRow.Load(tile.Counts), 2, loneScale, scales), tile.Factors);
        }

        return tiles;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ScaleTile<TShape>(float* rewards, int* offsets, MixedTile tile, float* advantages)
        where TShape : struct, IShape
    {
        for (var j = 0; j < Lanes; j += 8)
        {
            ScaleGroup<TShape>(rewards, offsets, tile, j, advantages);
            ScaleGroup<TShape>(rewards, offsets, tile, j + 1, advantages);
            ScaleGroup<TShape>(rewards, offsets, tile, j + 2, advantages);
            ScaleGroup<TShape>(rewards, offsets, tile, j + 3, advantages);
            ScaleGroup<TShape>(rewards, offsets, tile, j + 4, advantages);
            ScaleGroup<TShape>(rewards, offsets, tile, j + 5, advantages);
            ScaleGroup<TShape>(rewards, offsets, tile, j + 6, advantages);
            ScaleGroup<TShape>(rewards, offsets, tile, j + 7, advantages);
        }
    }

    // What a row holds past its group's end is overwritten by the next group.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScaleGroup<TShape>(float* rewards, int* offsets, MixedTile tile, int j, float* advantages)
        where TShape : struct, IShape
    {
        var i = offsets[j];
        var factor = TRow.Repeat(tile.Factors + j);
        if (TShape.FitsRow)
        {
            var x = TRow.Load(tile.Rows + Lanes * j);
            TRow.Store((TRule.ReadsSquares ? x : x - TRow.Repeat(tile.Means + j)) * factor, advantages + i);
            return;
        }

        var origin = TRow.Repeat(tile.Origins + j);
        var mean = TRow.Repeat(tile.Means + j);
        for (; i < offsets[j + 1]; i += Lanes)
            TRow.Store((TRow.Load(rewards + i) - origin - mean) * factor, advantages + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SumFour<TShape>(float* rewards, int* offsets, MixedTile tile, int j)
        where TShape : struct, IShape
        => TRow.SumQuads(
            SumGroup<TShape>(rewards, offsets, tile, j), SumGroup<TShape>(rewards, offsets, tile, j + 1),
            SumGroup<TShape>(rewards, offsets, tile, j + 2), SumGroup<TShape>(rewards, offsets, tile, j + 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SquareFour<TShape>(float* rewards, int* offsets, MixedTile tile, int j)
        where TShape : struct, IShape
        => TRow.SumQuads(
            SquareGroup<TShape>(rewards, offsets, tile, j), SquareGroup<TShape>(rewards, offsets, tile, j + 1),
            SquareGroup<TShape>(rewards, offsets, tile, j + 2), SquareGroup<TShape>(rewards, offsets, tile, j + 3));

    /// <summary>The differences from the group's first reward, added up to one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SumGroup<TShape>(float* rewards, int* offsets, MixedTile tile, int j)
        where TShape : struct, IShape
    {
        var r = rewards + offsets[j];
        tile.Origins[j] = *r;
        if (!TShape.FitsRow)
            return SumRows(r, tile.Counts[j], *r, 0, squared: false);
        CacheLine.PrefetchPast(r);
        var x = TRow.SubtractFirst(TRow.Load(r), TRow.Repeat(r), tile.Counts[j]);
        TRow.Store(x, tile.Rows + Lanes * j);
        return x;
    }

    /// <summary>The squared deviations from the group's mean, added up to one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SquareGroup<TShape>(float* rewards, int* offsets, MixedTile tile, int j)
        where TShape : struct, IShape
    {
        var r = rewards + offsets[j];
        if (!TShape.FitsRow)
            return SumRows(r, tile.Counts[j], tile.Origins[j], tile.Means[j], squared: true);
        var x = TRow.SubtractFirst(TRow.Load(tile.Rows + Lanes * j), TRow.Repeat(tile.Means + j), tile.Counts[j]);
        TRow.Store(x, tile.Rows + Lanes * j);
        return x * x;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TRow SumRows(float* rewards, float count, float origin, float mean, bool squared)
    {
        var none = TRow.Broadcast(0);
        var (a, b, c, d) = (none, none, none, none);
        for (; count > 0; count -= Tile, rewards += Tile)
        {
            a += Row(rewards, count, &origin, &mean, squared);
            b += Row(rewards + Lanes, count - Lanes, &origin, &mean, squared);
            c += Row(rewards + 2 * Lanes, count - 2 * Lanes, &origin, &mean, squared);
            d += Row(rewards + 3 * Lanes, count - 3 * Lanes, &origin, &mean, squared);
        }

        return a + b + (c + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow Row(float* rewards, float count, float* origin, float* mean, bool squared)
    {
        var x = TRow.SubtractFirst(TRow.Load(rewards) - TRow.Repeat(origin), TRow.Repeat(mean), count);
        return squared ? x * x : x;
    }

    /// <summary>What is known of a block's groups when the code for it is compiled.</summary>
    private interface IShape
    {
        /// <summary>No group is longer than a row, so that no branch depends on its size.</summary>
        static abstract bool FitsRow { get; }
    }

    private readonly struct Short : IShape
    {
        public static bool FitsRow => true;
    }

    private readonly struct Long : IShape
    {
        public static bool FitsRow => false;
    }

    /// <summary>Sixteen groups' numbers; every part is a line.</summary>
    private readonly struct MixedTile(float* space)
    {
        /// <summary>Numbers that a tile takes.</summary>
        internal const int Length = 5 * Lanes + Lanes * Lanes;

        internal float* Counts => space;

        internal float* Origins => space + Lanes;

        internal float* Means => space + 2 * Lanes;

        internal float* Squares => space + 4 * Lanes;

        internal float* Rows => space + 5 * Lanes;

        internal float* Factors => space + 3 * Lanes;
    }
}
