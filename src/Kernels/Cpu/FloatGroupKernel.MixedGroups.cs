using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

// Groups of any sizes that float takes, sixteen a tile: their sums are reduced at once, and one row holds their means, then their factors.
// Most groups have at most sixteen rewards and are one masked row, so that no branch depends on their size.
//
// From a tile's load to its store runs a chain longer than the processor looks ahead. So a block of tiles goes through three loops, sum,
// centre and scale, in each of which neighbouring tiles do not wait for each other. Each reads the rewards anew, from the first-level cache.
internal static unsafe partial class FloatGroupKernel<TOctet, TRow, TRule>
{
    private const int BlockTiles = 4;

    /// <summary>Sixteen groups at a time while float takes all of them. The result is how many were done.</summary>
    private static int MixedGroups(ref GroupJob<float, TRule> batch, int first, int last, ref StreamingOutput<float> output, float* space)
    {
        var uniform = stackalloc int[Lanes + 1];
        for (var i = 0; i <= Lanes; i++)
            uniform[i] = i * batch.Size;
        var group = first;
        while (group + Lanes <= last)
        {
            var isUniform = batch.Offsets == null;
            var rewards = isUniform ? batch.Rewards + batch.Start(group) : batch.Rewards;
            var offsets = isUniform ? uniform : batch.Offsets + group;
            var (rewardStep, offsetStep) = isUniform ? (uniform[Lanes], 0) : (0, Lanes);
            var tiles = Math.Min((last - group) / Lanes, BlockTiles);
            while (tiles > 0 && batch.Start(group + tiles * Lanes) + Tile > batch.Length)
                tiles--;
            var block = tiles;
            tiles = SumTiles(rewards, rewardStep, offsets, offsetStep, tiles, batch.Rule, space);
            tiles = CentreTiles(rewards, rewardStep, offsets, offsetStep, tiles, batch.Rule, space);
            for (var t = 0; t < tiles; t++, rewards += rewardStep, offsets += offsetStep)
            {
                var length = offsets[Lanes] - offsets[0];
                ScaleTile(rewards, offsets, new MixedTile(space + MixedTile.Length * t), output.Room() - offsets[0]);
                output.Advance(length);
            }

            group += tiles * Lanes;
            if (tiles == 0 || tiles < block)
                break;
        }

        return group - first;
    }

    /// <summary>Finds the means. The result is the number of tiles before the first that has too large a group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int SumTiles(float* rewards, int rewardStep, int* offsets, int offsetStep, int tiles, TRule rule, float* space)
    {
        for (var t = 0; t < tiles; t++, rewards += rewardStep, offsets += offsetStep)
        {
            var counts = TRow.Differences(offsets);
            if (!TRow.AllBelow(counts, FloatGroup.MostRewards + 1))
                return t;
            var tile = new MixedTile(space + MixedTile.Length * t);
            for (var j = 0; j < Lanes; j++)
            {
                var r = rewards + offsets[j];
                tile.Origins[j] = *r;
                TRow.Store(SumGroup(r, offsets[j + 1] - offsets[j], r), tile.Partial + Lanes * j);
            }

            var sums = tile.SumEach();
            var means = sums / counts;
            if (rule.LoneScale() != 0)
            {
                means = TRow.WhereBelow(counts, 2, TRow.Broadcast(0), means);
                TRow.Store(TRow.WhereBelow(counts, 2, TRow.Broadcast(0), TRow.Load(tile.Origins)), tile.Origins);
            }

            TRow.Store(means, tile.Means);
            TRow.Store(sums * sums, tile.Factors);
        }

        return tiles;
    }

    /// <summary>Finds the factors. The result is the number of tiles before the first whose numbers are too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CentreTiles(float* rewards, int rewardStep, int* offsets, int offsetStep, int tiles, TRule rule, float* space)
    {
        for (var t = 0; t < tiles; t++, rewards += rewardStep, offsets += offsetStep)
        {
            var tile = new MixedTile(space + MixedTile.Length * t);
            for (var j = 0; TRule.ReadsSquares && j < Lanes; j++)
            {
                var squaresOfGroup = SquareGroup(rewards + offsets[j], offsets[j + 1] - offsets[j], tile.Origins + j, tile.Means + j);
                TRow.Store(squaresOfGroup, tile.Partial + Lanes * j);
            }

            var squares = TRule.ReadsSquares ? tile.SumEach() : TRow.Load(tile.Factors);
            if (!TRow.AllBelow(squares, FloatGroup.SquaresBound))
                return t;
            var counts = TRow.Differences(offsets);
            var scales = rule.Scale(rule.Prepare(counts), squares);
            TRow.Store(TRow.WhereBelow(counts, 2, TRow.Broadcast(rule.LoneScale()), scales), tile.Factors);
        }

        return tiles;
    }

    // What a row holds past its group's end is overwritten by the next group.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScaleTile(float* rewards, int* offsets, MixedTile tile, float* advantages)
    {
        for (var j = 0; j < Lanes; j++)
        {
            var origin = TRow.Repeat(tile.Origins + j);
            var mean = TRow.Repeat(tile.Means + j);
            var factor = TRow.Repeat(tile.Factors + j);
            var i = offsets[j];
            do
            {
                TRow.Store((TRow.Load(rewards + i) - origin - mean) * factor, advantages + i);
                i += Lanes;
            }
            while (i < offsets[j + 1]);
        }
    }

    /// <summary>The differences from the group's origin, added up to one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SumGroup(float* rewards, int count, float* origin)
    {
        if (count > Lanes)
            return SumRows(rewards, count, *origin, 0, squared: false);
        return TRow.Keep(TRow.Load(rewards) - TRow.Repeat(origin), FloatMask.First(count));
    }

    /// <summary>The squared deviations from the group's mean, added up to one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow SquareGroup(float* rewards, int count, float* origin, float* mean)
    {
        if (count > Lanes)
            return SumRows(rewards, count, *origin, *mean, squared: true);
        var x = TRow.Keep(TRow.Load(rewards) - TRow.Repeat(origin) - TRow.Repeat(mean), FloatMask.First(count));
        return x * x;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TRow SumRows(float* rewards, int count, float origin, float mean, bool squared)
    {
        var none = TRow.Broadcast(0);
        var (a, b, c, d) = (none, none, none, none);
        for (var i = 0; i < count; i += Tile)
        {
            a += Row(rewards, i, count, &origin, &mean, squared);
            b += Row(rewards, i + Lanes, count, &origin, &mean, squared);
            c += Row(rewards, i + 2 * Lanes, count, &origin, &mean, squared);
            d += Row(rewards, i + 3 * Lanes, count, &origin, &mean, squared);
        }

        return a + b + (c + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow Row(float* rewards, int i, int count, float* origin, float* mean, bool squared)
    {
        var mask = FloatMask.First(Math.Clamp(count - i, 0, Lanes));
        var x = TRow.Keep(TRow.Load(rewards + i) - TRow.Repeat(origin) - TRow.Repeat(mean), mask);
        return squared ? x * x : x;
    }

    /// <summary>Sixteen groups; every part starts on a line.</summary>
    private readonly struct MixedTile(float* space)
    {
        /// <summary>Numbers that a tile takes.</summary>
        internal const int Length = 3 * Lanes + Lanes * Lanes;

        internal float* Origins => space;

        internal float* Means => space + Lanes;

        internal float* Factors => space + 2 * Lanes;

        /// <summary>A row for each group, of which the sum is its sum.</summary>
        internal float* Partial => space + 3 * Lanes;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal TRow SumEach() => TRow.SumEach(SumQuads(0), SumQuads(1), SumQuads(2), SumQuads(3));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TRow SumQuads(int index)
        {
            var rows = Partial + 4 * Lanes * index;
            return TRow.SumQuads(TRow.Load(rows), TRow.Load(rows + Lanes), TRow.Load(rows + 2 * Lanes), TRow.Load(rows + 3 * Lanes));
        }
    }
}
