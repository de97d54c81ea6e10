using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

// Groups of any sizes that float takes, sixteen a tile: their sums are reduced at once, and one row holds their means, then their factors.
//
// From a tile's load to its store runs a chain longer than the processor looks ahead. So a block of tiles goes through three loops, sums,
// factors and scaling, in each of which neighbouring tiles do not wait for each other. The rewards are read again from the first-level cache.
internal static unsafe partial class FloatGroupKernel<TOctet, TRow, TRule>
{
    private const int BlockTiles = 8;

    /// <summary>Sixteen groups at a time while float takes all of them. The result is how many were done.</summary>
    private static int MixedGroups(ref GroupJob<float, TRule> batch, int first, int last, ref StreamingOutput<float> output, float* space)
    {
        new MixedTile(space, 0).Prepare(batch.Rule);
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
        var all = new MixedTile(space, 0);
        var reciprocals = TRow.Load(all.Reciprocals);
        var prepared = TRow.Load(all.Prepared);
        var fit = true;
        for (var t = 0; t < tiles; t++)
        {
            var counts = TRow.Differences(offsets + Lanes * t);
            var tile = new MixedTile(space, t);
            TRow.Store(counts, tile.Counts);
            TRow.StoreInts(TRow.Broadcast(Lanes) - counts, tile.Lacks);
            if (TRow.AllBelow(counts, Lanes + 1) & TRow.AllBelow(TRow.Broadcast(0) - counts, 0))
            {
                // A division takes sixteen times as long as to look its result up.
                TRow.Store(TRow.Pick(reciprocals, counts), tile.Means);
                TRow.Store(TRow.Pick(prepared, counts), tile.Factors);
                continue;
            }

            fit = false;
            if (!TRow.AllBelow(counts, FloatGroup.MostRewards + 1))
            {
                tiles = t;
                break;
            }

            TRow.Store(TRow.Broadcast(1) / counts, tile.Means);
            TRow.Store(rule.Prepare(counts), tile.Factors);
        }

        fitRows = fit;
        return tiles;
    }

    /// <summary>A block. The result is its number of tiles, or how many there were before one whose numbers are too large.</summary>
    private static int TransformTiles<TShape>(
        float* rewards, int* offsets, int tiles, TRule rule, float* space, ref StreamingOutput<float> output)
        where TShape : struct, IShape
    {
        SumTiles<TShape>(rewards, offsets, tiles, rule.LoneScale() != 0, space);
        tiles = FactorTiles<TShape>(rewards, offsets, tiles, rule, space);
        if (TShape.FitsRow)
        {
            if (tiles > 0)
                ScaleRows(rewards + offsets[0], offsets[tiles * Lanes] - offsets[0], space, ref output);
            return tiles;
        }

        for (var t = 0; t < tiles; t++, offsets += Lanes)
        {
            ScaleTile(rewards, offsets, new MixedTile(space, t), output.Room() - offsets[0]);
            output.Advance(offsets[Lanes] - offsets[0]);
        }

        return tiles;
    }

    /// <summary>Finds the means, and of groups that fit a row the squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumTiles<TShape>(float* rewards, int* offsets, int tiles, bool keepsLone, float* space)
        where TShape : struct, IShape
    {
        var start = *offsets;
        for (var t = 0; t < tiles; t++, offsets += Lanes)
        {
            var tile = new MixedTile(space, t, start);
            CacheLine.PrefetchPast(offsets);
            var first = SumEight<TShape>(rewards, offsets, tile, 0, out var firstSquares);
            var second = SumEight<TShape>(rewards, offsets, tile, 8, out var secondSquares);
            var sums = TRow.JoinQuads(first, second);
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
            else
                TRow.Store(TRow.JoinQuads(firstSquares, secondSquares) - sums * means, tile.Squares);
        }
    }

    /// <summary>Finds the factors. The result is the number of tiles before the first whose numbers are too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int FactorTiles<TShape>(float* rewards, int* offsets, int tiles, TRule rule, float* space)
        where TShape : struct, IShape
    {
        var loneScale = TRow.Broadcast(rule.LoneScale());
        for (var t = 0; t < tiles; t++, offsets += Lanes)
        {
            var tile = new MixedTile(space, t);
            var squares = TRow.Load(tile.Squares);
            if (TRule.ReadsSquares && !TShape.FitsRow)
            {
                var centred = TRow.JoinQuads(SquareEight(rewards, offsets, tile, 0), SquareEight(rewards, offsets, tile, 8));
                squares = TRow.WhereBelow(TRow.Load(tile.Counts), Lanes + 1, squares, centred);
            }

            if (!TRow.AllBelow(squares, FloatGroup.SquaresBound))
                return t;
            var scales = rule.Scale(TRow.Load(tile.Factors), squares);
            TRow.Store(TRow.WhereBelow(TRow.Load(tile.Counts), 2, loneScale, scales), tile.Factors);
        }

        return tiles;
    }

    /// <summary>
    /// Scales row by row, each a whole line of the destination; a row picks its groups' numbers by lane. Group by group, nearly every
    /// store would lie across two lines, which takes as long as a pass over the groups, and past the caches the lines would be written twice.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ScaleRows(float* rewards, int count, float* space, ref StreamingOutput<float> output)
    {
        var tile = new MixedTile(space, 0);
        var origins = tile.Origins;
        var means = tile.Means;
        var factors = tile.Factors;
        var groups = tile.Groups;
        var line = output.Lines(out var start);
        // In place, the lines overwrite the rewards of the rows that overlap them; so those come first and are stored last.
        var head = TRow.Transform(rewards, groups, origins, means, factors);
        var tail = TRow.Transform(rewards + count - Lanes, groups + count - Lanes, origins, means, factors);
        var i = start;
        if (output.Streams)
        {
            for (; i + Lanes <= count; i += Lanes, line += Lanes)
            {
                TRow.StorePastCaches(TRow.Transform(rewards + i, groups + i, origins, means, factors), line);
            }
        }
        else
        {
            for (; i + Lanes <= count; i += Lanes, line += Lanes)
            {
                CacheLine.PrefetchPast(rewards + i);
                TRow.Store(TRow.Transform(rewards + i, groups + i, origins, means, factors), line);
            }
        }

        TRow.Store(head, output.Head);
        output.AdvanceLines(line);
        TRow.Store(tail, output.Tail(count - i) + count - i - Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ScaleTile(float* rewards, int* offsets, MixedTile tile, float* advantages)
    {
        // What a row holds past its group's end is overwritten by the next group.
        for (var j = 0; j < Lanes; j++)
        {
            var factor = TRow.Repeat(tile.Factors + j);
            var origin = TRow.Repeat(tile.Origins + j);
            var mean = TRow.Repeat(tile.Means + j);
            for (var i = offsets[j]; i < offsets[j + 1]; i += Lanes)
                TRow.Store((TRow.Load(rewards + i) - origin - mean) * factor, advantages + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SumEight<TShape>(float* rewards, int* offsets, MixedTile tile, int j, out TRow squares)
        where TShape : struct, IShape
    {
        var ab = AddPairs<TShape>(rewards, offsets, tile, j, out var abSquares);
        var cd = AddPairs<TShape>(rewards, offsets, tile, j + 4, out var cdSquares);
        squares = TRow.SumPairs(abSquares, cdSquares);
        return TRow.SumPairs(ab, cd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow AddPairs<TShape>(float* rewards, int* offsets, MixedTile tile, int j, out TRow squares)
        where TShape : struct, IShape
    {
        var a = AddHalves<TShape>(rewards, offsets, tile, j, out var aSquares);
        var b = AddHalves<TShape>(rewards, offsets, tile, j + 2, out var bSquares);
        squares = TRow.AddPairs(aSquares, bSquares);
        return TRow.AddPairs(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow AddHalves<TShape>(float* rewards, int* offsets, MixedTile tile, int j, out TRow squares)
        where TShape : struct, IShape
    {
        var low = SumGroup<TShape>(rewards, offsets, tile, j);
        var high = SumGroup<TShape>(rewards, offsets, tile, j + 1);
        squares = TRule.ReadsSquares ? TRow.AddHalves(low * low, high * high) : low;
        return TRow.AddHalves(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SquareEight(float* rewards, int* offsets, MixedTile tile, int j)
        => SumQuads(
            SquareTwo(rewards, offsets, tile, j), SquareTwo(rewards, offsets, tile, j + 2),
            SquareTwo(rewards, offsets, tile, j + 4), SquareTwo(rewards, offsets, tile, j + 6));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SquareTwo(float* rewards, int* offsets, MixedTile tile, int j)
        => TRow.AddHalves(SquareGroup(rewards, offsets, tile, j), SquareGroup(rewards, offsets, tile, j + 1));

    /// <summary>The differences from the group's first reward, added up to one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SumGroup<TShape>(float* rewards, int* offsets, MixedTile tile, int j)
        where TShape : struct, IShape
    {
        var r = rewards + offsets[j];
        if (!TShape.FitsRow)
        {
            tile.Origins[j] = *r;
            return SumRows(r, tile.Counts[j], *r, 0, squared: false);
        }

        if ((j & 1) == 0)
            CacheLine.PrefetchPast(r);
        tile.NumberGroup(j, offsets[j]);
        var origin = TRow.Repeat(r);
        tile.Origins[j] = TRow.First(origin);
        return TRow.SubtractWhere(tile.Masks + tile.Lacks[j], TRow.Load(r), origin);
    }

    /// <summary>The squared deviations from the mean of a group longer than a row, added up to one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SquareGroup(float* rewards, int* offsets, MixedTile tile, int j) =>
        SumRows(rewards + offsets[j], tile.Counts[j], tile.Origins[j], tile.Means[j], squared: true);

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
        /// <summary>No group is empty or longer than a row, so that no branch depends on its size.</summary>
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
}
