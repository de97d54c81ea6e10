using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

// Tiles of groups of 1 to 16. From a tile's load to its store runs a chain longer than the processor looks ahead. So a block of tiles goes
// through four loops, sizes, sums, factors and scaling, in each of which neighbouring tiles do not wait for each other. The rewards are read
// again from the first-level cache. The first loop over rewards asks for what comes next and the second one writes, so that
// memory reads and writes overlap.
internal static unsafe partial class FloatGroupKernel<TOctet, TRow, TRule>
{
    /// <summary>The first tiles of a block. The result is how many there were before one with another size, or numbers that are too large.</summary>
    private static int TransformShort(float* rewards, int* offsets, int tiles, TRule rule, float* space, ref StreamingOutput<float> output)
    {
        tiles = LookUpTiles(offsets, tiles, space);
        SumTiles(rewards, offsets, tiles, rule.LoneScale() != 0, space);
        tiles = FactorTiles(offsets, tiles, rule, space);
        if (tiles > 0)
            ScaleRows(rewards + offsets[0], offsets[tiles * Lanes] - offsets[0], space, ref output);
        return tiles;
    }

    /// <summary>Finds what follows from the sizes. The result is the number of tiles before the first with another size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int LookUpTiles(int* offsets, int tiles, float* space)
    {
        for (var t = 0; t < tiles; t++, offsets += Lanes)
        {
            var tile = new ShortTile(space, t);
            if (!TRow.LookUp(offsets, tile.Reciprocals, tile.Prepared, tile.Means, tile.Factors, tile.Lacks))
                return t;
        }

        return tiles;
    }

    /// <summary>Finds the means and the squared deviations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumTiles(float* rewards, int* offsets, int tiles, bool keepsLone, float* space)
    {
        var start = *offsets;
        for (var t = 0; t < tiles; t++, offsets += Lanes)
        {
            var tile = new ShortTile(space, t, start);
            CacheLine.PrefetchPast(offsets);
            var first = SumEight(rewards, offsets, tile, 0, out var firstSquares);
            var second = SumEight(rewards, offsets, tile, Lanes / 2, out var secondSquares);
            var sums = TRow.Broadcast(0) - TRow.JoinQuads(first, second);
            var means = sums * TRow.Load(tile.Means);
            if (keepsLone)
                (means, sums) = KeepLone(TRow.Differences(offsets), TRow.Load(tile.Origins), means, sums);
            TRow.Store(means, tile.Means);
            if (!TRule.ReadsSquares)
                TRow.Store(sums * sums, tile.Squares);
            else
                TRow.Store(TRow.JoinQuads(firstSquares, secondSquares) - sums * means, tile.Squares);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SumEight(float* rewards, int* offsets, ShortTile tile, int j, out TRow squares)
    {
        var ab = AddFour(rewards, offsets, tile, j, out var abSquares);
        var cd = AddFour(rewards, offsets, tile, j + 4, out var cdSquares);
        squares = TRow.SumPairs(abSquares, cdSquares);
        return TRow.SumPairs(ab, cd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow AddFour(float* rewards, int* offsets, ShortTile tile, int j, out TRow squares)
    {
        var a = AddTwo(rewards, offsets, tile, j, out var aSquares);
        var b = AddTwo(rewards, offsets, tile, j + 2, out var bSquares);
        squares = TRow.AddPairs(aSquares, bSquares);
        return TRow.AddPairs(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow AddTwo(float* rewards, int* offsets, ShortTile tile, int j, out TRow squares)
    {
        var a = ReadGroup(rewards, offsets[j], tile, j);
        var b = ReadGroup(rewards, offsets[j + 1], tile, j + 1);
        squares = TRule.ReadsSquares ? TRow.AddHalves(a * a, b * b) : a;
        return TRow.AddHalves(a, b);
    }

    /// <summary>
    /// A group's first reward less each of its rewards: that way round they come from memory within the instruction. The rewards are numbered on the way.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow ReadGroup(float* rewards, nint at, ShortTile tile, int j)
    {
        var group = rewards + at;
        // Two groups take little more than two cache lines, so every other one asks.
        if (j % 2 == 0)
            CacheLine.PrefetchPast(group);
        tile.NumberGroup(j, at);
        var origin = TRow.Repeat(group);
        TRow.StoreFirst(origin, tile.Origins + j);
        return TRow.SubtractWhere(tile.Masks + (nint)tile.Lacks[j], origin, group);
    }

    /// <summary>Finds the factors. The result is the number of tiles before the first whose numbers are too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int FactorTiles(int* offsets, int tiles, TRule rule, float* space)
    {
        for (var t = 0; t < tiles; t++, offsets += Lanes)
        {
            var tile = new ShortTile(space, t);
            var squares = TRow.Load(tile.Squares);
            if (!TRow.AllBelow(squares, FloatGroup.SquaresBound))
                return t;
            var factors = rule.Scale(TRow.Load(tile.Factors), squares);
            if (rule.LoneScale() != 0)
                factors = TRow.WhereBelow(TRow.Differences(offsets), 2, TRow.Broadcast(rule.LoneScale()), factors);
            TRow.Store(factors, tile.Factors);
        }

        return tiles;
    }

    /// <summary>
    /// Scales row by row, each a whole line of the destination; a row picks its groups' numbers by lane. Group by group, nearly every
    /// store would lie across two lines, and what is read of it too soon would wait for both.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ScaleRows(float* rewards, int count, float* space, ref StreamingOutput<float> output)
    {
        var tile = new ShortTile(space, 0);
        var origins = tile.Origins;
        var groups = tile.Groups;
        var line = output.Lines(out var start);
        // In place, the lines overwrite the rewards of the rows that overlap them; so those come first and are stored last.
        var head = TRow.Transform(rewards, groups, origins, ShortTile.PartLength);
        var tail = TRow.Transform(rewards + count - Lanes, groups + count - Lanes, origins, ShortTile.PartLength);
        var i = start;
        if (output.Streams)
        {
            for (; i + Lanes <= count; i += Lanes, line += Lanes)
                TRow.StorePastCaches(TRow.Transform(rewards + i, groups + i, origins, ShortTile.PartLength), line);
        }
        else
        {
            for (; i + Lanes <= count; i += Lanes, line += Lanes)
                TRow.Store(TRow.Transform(rewards + i, groups + i, origins, ShortTile.PartLength), line);
        }

        TRow.Store(head, output.Head);
        output.AdvanceLines(line);
        TRow.Store(tail, output.Tail(count - i) + count - i - Lanes);
    }
}
