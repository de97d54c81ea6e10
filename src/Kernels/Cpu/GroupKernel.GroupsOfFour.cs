using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

// Two groups an octet, and a sum over its lanes that stops one level earlier. Eight groups are a tile of 32 rewards, and one octet holds
// their factors; its square root and division take as long as all the rest of the tile.
internal static unsafe partial class GroupKernel<TOctet, TRule>
{
    private const int HalfTile = Tile / 2;

    /// <summary>Eight groups at a time while there are eight left; the caller does the rest.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="group">The first group; on return, the first that was not done.</param>
    /// <param name="last">One past the last group.</param>
    /// <param name="output">Where the advantages go.</param>
    /// <param name="rows">Room for three tiles with their means and factors.</param>
    /// <returns>0 in each lane, or NaN where a reward was not finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TOctet GroupsOfFour(
        ref GroupJob<double, TRule> batch, ref int group, int last, ref StreamingOutput<double> output, double* rows)
    {
        const int length = HalfTile + 2 * Lanes;
        var rule = batch.Rule;
        var prepared = rule.Prepare(TOctet.Broadcast(4));
        var doubtful = TOctet.Broadcast(0);
        var (summed, centred, scaled) = ((nint)rows, (nint)(rows + length), (nint)(rows + 2 * length));
        var tiles = (last - group) / Lanes;
        var r = batch.Rewards + group * 4;
        for (var step = 0; step < tiles + 2; step++, r += HalfTile)
        {
            if (step >= 1 && step <= tiles)
                CentreHalfTile((double*)centred, rule, prepared);
            if (step < tiles)
                doubtful += SumHalfTile(r, (double*)summed);
            if (step >= 2)
                ScaleHalfTile((double*)scaled, output.Next(HalfTile));
            (summed, centred, scaled) = (scaled, summed, centred);
        }

        group += tiles * Lanes;
        return doubtful;
    }

    /// <summary>Widens eight groups and finds their means. The result is 0, or NaN where a reward was not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet SumHalfTile(double* r, double* tile)
    {
        var sums = TOctet.SumHalves(
            WidenHalves(r, tile), WidenHalves(r + 8, tile + 8), WidenHalves(r + 16, tile + 16), WidenHalves(r + 24, tile + 24));
        TOctet.Store(sums * TOctet.Broadcast(0.25), tile + HalfTile);
        return sums * TOctet.Broadcast(0);
    }

    /// <summary>Turns eight groups into deviations from their means and finds their factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CentreHalfTile(double* tile, TRule rule, TOctet prepared)
    {
        var means = TOctet.Load(tile + HalfTile);
        var squares = TOctet.SumHalves(
            CentreHalves(tile, TOctet.SpreadHalves(means, 0)), CentreHalves(tile + 8, TOctet.SpreadHalves(means, 1)),
            CentreHalves(tile + 16, TOctet.SpreadHalves(means, 2)), CentreHalves(tile + 24, TOctet.SpreadHalves(means, 3)));
        TOctet.Store(rule.Scale(prepared, squares), tile + HalfTile + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScaleHalfTile(double* tile, double* output)
    {
        var scales = TOctet.Load(tile + HalfTile + Lanes);
        TOctet.Store(TOctet.Load(tile) * TOctet.SpreadHalves(scales, 0), output);
        TOctet.Store(TOctet.Load(tile + 8) * TOctet.SpreadHalves(scales, 1), output + 8);
        TOctet.Store(TOctet.Load(tile + 16) * TOctet.SpreadHalves(scales, 2), output + 16);
        TOctet.Store(TOctet.Load(tile + 24) * TOctet.SpreadHalves(scales, 3), output + 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet CentreHalves(double* row, TOctet means)
    {
        var deviation = TOctet.Load(row) - means;
        TOctet.Store(deviation, row);
        return deviation * deviation;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet WidenHalves(double* source, double* row)
    {
        var x = LoadFromOrigins(source);
        TOctet.Store(x, row);
        return x;
    }

    // The first reward of each of the two groups is its origin.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet LoadFromOrigins(double* source)
    {
        var x = TOctet.Load(source);
        var low = TOctet.Broadcast(source[0]);
        var high = TOctet.Broadcast(source[4]);
        return x - (TOctet.First(low, 4) + (high - TOctet.First(high, 4)));
    }
}
