using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

internal static unsafe partial class FloatGroupKernel<TOctet, TRow, TRule>
{
    /// <summary>
    /// A tile of groups of which some are empty or longer than a row. The result is false where float does not take them; nothing is written then.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static bool TransformLong(float* rewards, int* offsets, TRule rule, ref StreamingOutput<float> output)
    {
        var counts = TRow.Differences(offsets);
        if (!TRow.AllBelow(counts, FloatGroup.MostRewards + 1))
            return false;
        var tile = stackalloc float[3 * Lanes];
        var rows = new LongRows(rewards, offsets, tile, tile + Lanes);
        for (var j = 0; j < Lanes; j++)
            rows.Origins[j] = rewards[offsets[j]];
        TRow.Store(TRow.Broadcast(0), rows.Means);
        var sums = rows.SumEach(squared: false);
        var means = sums * (TRow.Broadcast(1) / counts);
        if (rule.LoneScale() != 0)
            (means, sums) = KeepLone(counts, TRow.Load(rows.Origins), means, sums);
        var squares = sums * sums;
        if (TRule.ReadsSquares)
        {
            var fromOrigins = rows.SumEach(squared: true);
            TRow.Store(means, rows.Means);
            squares = TRow.WhereBelow(counts, Lanes + 1, fromOrigins - sums * means, rows.SumEach(squared: true));
        }

        if (!TRow.AllBelow(squares, FloatGroup.SquaresBound))
            return false;
        var factors = tile + 2 * Lanes;
        TRow.Store(means, rows.Means);
        TRow.Store(TRow.WhereBelow(counts, 2, TRow.Broadcast(rule.LoneScale()), rule.Scale(rule.Prepare(counts), squares)), factors);

        // What a row holds past its group's end is overwritten by the next group.
        var advantages = output.Room() - offsets[0];
        for (var j = 0; j < Lanes; j++)
        {
            var factor = TRow.Repeat(factors + j);
            for (var i = offsets[j]; i < offsets[j + 1]; i += Lanes)
                TRow.Store(rows.Deviations(j, i) * factor, advantages + i);
        }

        output.Advance(offsets[Lanes] - offsets[0]);
        return true;
    }

    /// <summary>Sixteen groups, of which each has an origin and a mean about it.</summary>
    private readonly struct LongRows(float* rewards, int* offsets, float* origins, float* means)
    {
        internal float* Origins => origins;

        internal float* Means => means;

        /// <summary>The groups' sums of deviations, or of their squares.</summary>
        internal TRow SumEach(bool squared) => TRow.JoinQuads(SumEight(0, squared), SumEight(Lanes / 2, squared));

        /// <summary>Sixteen deviations from reward <paramref name="i"/> on, as those of group <paramref name="j"/>.</summary>
        internal TRow Deviations(int j, int i) => TRow.Load(rewards + i) - TRow.Repeat(origins + j) - TRow.Repeat(means + j);

        private TRow SumEight(int j, bool squared) =>
            SumQuads(AddTwo(j, squared), AddTwo(j + 2, squared), AddTwo(j + 4, squared), AddTwo(j + 6, squared));

        private TRow AddTwo(int j, bool squared) => TRow.AddHalves(AddRows(j, squared), AddRows(j + 1, squared));

        private TRow AddRows(int j, bool squared)
        {
            var none = TRow.Broadcast(0);
            var (a, b, c, d) = (none, none, none, none);
            var end = offsets[j + 1];
            for (var i = offsets[j]; i < end; i += Tile)
            {
                a += Term(j, i, end, squared);
                b += Term(j, i + Lanes, end, squared);
                c += Term(j, i + 2 * Lanes, end, squared);
                d += Term(j, i + 3 * Lanes, end, squared);
            }

            return a + b + (c + d);
        }

        private TRow Term(int j, int i, int end, bool squared)
        {
            var x = TRow.First(Deviations(j, i), end - i);
            return squared ? x * x : x;
        }
    }
}
