using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

// The commonest sizes fill four rows evenly, and four rows are a tile. From a tile's load to its store runs one chain of dependent
// operations (sum, square, sum, root, divide) that is longer than the processor looks ahead, so three tiles are under way, all in registers:
// one is summed while the one before it is centred and the one before that is scaled.
internal static unsafe partial class FloatGroupKernel<TOctet, TRow, TRule>
{
    private const int Tile = 4 * Lanes;

    /// <summary>What a tile has to know of its groups.</summary>
    private interface IGroupSize
    {
        /// <summary>Rewards a group.</summary>
        static abstract int Size { get; }

        /// <summary>The first reward of each lane's group.</summary>
        static abstract TRow Origins(TRow row, TRow firstRow);

        /// <summary>The sums of the groups, each in all lanes from which <see cref="Spread"/> may read it.</summary>
        static abstract TRow Sum(TRow a, TRow b, TRow c, TRow d);
    }

    private static int EqualGroups<TSize>(ref GroupJob<float, TRule> batch, int group, int last, ref StreamingOutput<float> output)
        where TSize : IGroupSize
    {
        var rewards = batch.Rewards + (nint)group * TSize.Size;
        var tiles = (last - group) / (Tile / TSize.Size);
        var done = 0;
        while (done < tiles)
        {
            var block = Math.Min(tiles - done, output.MostExactly / Tile);
            var transformed = TransformTiles<TSize>(rewards + done * Tile, block, batch.Rule, output.RoomExactly());
            output.AdvanceExactly(transformed * Tile);
            done += transformed;
            if (transformed < block)
                break;
        }

        return done * (Tile / TSize.Size);
    }

    /// <summary>Tiles one after the other. The result is their number, or how many there were before one whose numbers are too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int TransformTiles<TSize>(float* rewards, int tiles, TRule rule, float* advantages)
        where TSize : IGroupSize
    {
        var prepared = rule.Prepare(TRow.Broadcast(TSize.Size));
        var reciprocal = TRow.Broadcast(1.0 / TSize.Size);
        var none = TRow.Broadcast(0);
        var (r0, r1, r2, r3, sums) = (none, none, none, none, none);
        var fromOrigins = none;
        var (x0, x1, x2, x3, squares) = (none, none, none, none, none);
        for (var step = 0; step < tiles + 2; step++, rewards += Tile)
        {
            if (step >= 2)
            {
                if (!TRow.AllBelow(squares, FloatGroup.SquaresBound))
                    return step - 2;
                var scales = rule.Scale(prepared, squares);
                TRow.Store(x0 * Spread<TSize>(scales, 0), advantages);
                TRow.Store(x1 * Spread<TSize>(scales, 1), advantages + Lanes);
                TRow.Store(x2 * Spread<TSize>(scales, 2), advantages + 2 * Lanes);
                TRow.Store(x3 * Spread<TSize>(scales, 3), advantages + 3 * Lanes);
                advantages += Tile;
            }

            var means = sums * reciprocal;
            x0 = r0 - Spread<TSize>(means, 0);
            x1 = r1 - Spread<TSize>(means, 1);
            x2 = r2 - Spread<TSize>(means, 2);
            x3 = r3 - Spread<TSize>(means, 3);
            squares = !TRule.ReadsSquares ? sums * sums : TSize.Size <= Lanes ? fromOrigins - sums * means : TSize.Sum(x0 * x0, x1 * x1, x2 * x2, x3 * x3);
            if (step >= tiles)
                continue;

            CacheLine.PrefetchPast(rewards);
            CacheLine.PrefetchPast(rewards + Lanes);
            CacheLine.PrefetchPast(rewards + 2 * Lanes);
            CacheLine.PrefetchPast(rewards + 3 * Lanes);
            r0 = TRow.Load(rewards);
            r1 = TRow.Load(rewards + Lanes);
            r2 = TRow.Load(rewards + 2 * Lanes);
            r3 = TRow.Load(rewards + 3 * Lanes);
            var first = r0;
            r0 -= TSize.Origins(r0, first);
            r1 -= TSize.Origins(r1, first);
            r2 -= TSize.Origins(r2, first);
            r3 -= TSize.Origins(r3, first);
            sums = TSize.Sum(r0, r1, r2, r3);
            if (TRule.ReadsSquares && TSize.Size <= Lanes)
                fromOrigins = TSize.Sum(r0 * r0, r1 * r1, r2 * r2, r3 * r3);
        }

        return tiles;
    }

    /// <summary>Of numbers that belong to groups, those of the groups in row <paramref name="index"/>, in their lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRow Spread<TSize>(TRow value, int index)
        where TSize : IGroupSize
        => TSize.Size == Tile ? value : index switch
        {
            0 => TRow.SpreadQuads(value, 0),
            1 => TRow.SpreadQuads(value, 1),
            2 => TRow.SpreadQuads(value, 2),
            _ => TRow.SpreadQuads(value, 3),
        };

    private readonly struct Of4 : IGroupSize
    {
        public static int Size => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRow Origins(TRow row, TRow firstRow) => TRow.SpreadQuads(row, 0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRow Sum(TRow a, TRow b, TRow c, TRow d) => SumQuads(a, b, c, d);
    }

    private readonly struct Of8 : IGroupSize
    {
        public static int Size => 8;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRow Origins(TRow row, TRow firstRow) => TRow.SpreadFirstOfHalves(row);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRow Sum(TRow a, TRow b, TRow c, TRow d) => TRow.AddQuads(SumQuads(a, b, c, d));
    }

    private readonly struct Of16 : IGroupSize
    {
        public static int Size => 16;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRow Origins(TRow row, TRow firstRow) => TRow.SpreadFirst(row);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRow Sum(TRow a, TRow b, TRow c, TRow d) =>
            TRow.AddQuads(SumQuads(TRow.AddHalves(a, a), TRow.AddHalves(b, b), TRow.AddHalves(c, c), TRow.AddHalves(d, d)));
    }

    private readonly struct Of64 : IGroupSize
    {
        public static int Size => 64;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRow Origins(TRow row, TRow firstRow) => TRow.SpreadFirst(firstRow);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TRow Sum(TRow a, TRow b, TRow c, TRow d)
        {
            var all = a + b + (c + d);
            all = TRow.AddHalves(all, all);
            return TRow.AddQuads(SumQuads(all, all, all, all));
        }
    }
}
