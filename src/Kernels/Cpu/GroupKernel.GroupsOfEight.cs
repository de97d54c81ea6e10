using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

// The commonest group size is also the width of an octet: eight groups are a tile of 64 rewards. From a tile's load to its store runs one
// chain of dependent operations (sum, square, sum, root, divide) that is longer than the processor looks ahead, so three tiles are under
// way: one is summed while the one before it is centred and the one before that is scaled.
internal static unsafe partial class GroupKernel<TOctet, TRule>
{
    /// <summary>Eight groups at a time while there are eight left; the caller does the rest.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="group">The first group; on return, the first that was not done.</param>
    /// <param name="last">One past the last group.</param>
    /// <param name="output">Where the advantages go.</param>
    /// <param name="rows">Room for three tiles with their means and factors.</param>
    /// <returns>0 in each lane, or NaN where a reward was not finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TOctet GroupsOfEight(
        ref GroupJob<double, TRule> batch, ref int group, int last, ref StreamingOutput<double> output, double* rows)
    {
        const int length = Tile + 2 * Lanes;
        var rule = batch.Rule;
        var prepared = rule.Prepare(TOctet.Broadcast(Lanes));
        var doubtful = TOctet.Broadcast(0);
        var (summed, centred, scaled) = ((nint)rows, (nint)(rows + length), (nint)(rows + 2 * length));
        var tiles = (last - group) / Lanes;
        var r = batch.Rewards + group * Lanes;
        for (var step = 0; step < tiles + 2; step++, r += Tile)
        {
            if (step >= 1 && step <= tiles)
                CentreTile((double*)centred, rule, prepared);
            if (step < tiles)
                doubtful += SumTile(r, (double*)summed);
            if (step >= 2)
                ScaleTile((double*)scaled, output.Next(Tile));
            (summed, centred, scaled) = (scaled, summed, centred);
        }

        group += tiles * Lanes;
        return doubtful;
    }

    /// <summary>Widens eight groups and finds their means. The result is 0, or NaN where a reward was not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet SumTile(double* r, double* tile)
    {
        for (var i = 0; i < Tile; i += Lanes)
            CacheLine.PrefetchPast(r + i);
        var sums = TOctet.SumEach(
            Widen(r, tile), Widen(r + 8, tile + 8), Widen(r + 16, tile + 16), Widen(r + 24, tile + 24),
            Widen(r + 32, tile + 32), Widen(r + 40, tile + 40), Widen(r + 48, tile + 48), Widen(r + 56, tile + 56));
        TOctet.Store(sums * TOctet.Broadcast(1.0 / Lanes), tile + Tile);
        return sums * TOctet.Broadcast(0);
    }

    /// <summary>Turns eight groups into deviations from their means and finds their factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CentreTile(double* tile, TRule rule, TOctet prepared)
    {
        var means = tile + Tile;
        var squares = TOctet.SumEach(
            Centre(tile, means), Centre(tile + 8, means + 1), Centre(tile + 16, means + 2), Centre(tile + 24, means + 3),
            Centre(tile + 32, means + 4), Centre(tile + 40, means + 5), Centre(tile + 48, means + 6), Centre(tile + 56, means + 7));
        TOctet.Store(rule.Scale(prepared, squares), tile + Tile + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScaleTile(double* tile, double* output)
    {
        var scales = tile + Tile + Lanes;
        TOctet.Store(TOctet.Load(tile) * TOctet.Broadcast(scales[0]), output);
        TOctet.Store(TOctet.Load(tile + 8) * TOctet.Broadcast(scales[1]), output + 8);
        TOctet.Store(TOctet.Load(tile + 16) * TOctet.Broadcast(scales[2]), output + 16);
        TOctet.Store(TOctet.Load(tile + 24) * TOctet.Broadcast(scales[3]), output + 24);
        TOctet.Store(TOctet.Load(tile + 32) * TOctet.Broadcast(scales[4]), output + 32);
        TOctet.Store(TOctet.Load(tile + 40) * TOctet.Broadcast(scales[5]), output + 40);
        TOctet.Store(TOctet.Load(tile + 48) * TOctet.Broadcast(scales[6]), output + 48);
        TOctet.Store(TOctet.Load(tile + 56) * TOctet.Broadcast(scales[7]), output + 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet Widen(double* source, double* row)
    {
        var x = TOctet.Load(source) - TOctet.Broadcast(*source);
        TOctet.Store(x, row);
        return x;
    }

    /// <summary>The squares of the deviations that replace a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet Centre(double* row, double* mean)
    {
        var deviation = TOctet.Load(row) - TOctet.Broadcast(*mean);
        TOctet.Store(deviation, row);
        return deviation * deviation;
    }
}
