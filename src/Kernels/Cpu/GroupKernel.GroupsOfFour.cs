using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

// Two groups an octet, and a sum over its lanes that stops one level earlier. Eight groups are a tile of 32 rewards, and one octet holds
// their factors; its square root and division take as long as all the rest of the tile.
internal static unsafe partial class GroupKernel<TOctet, T, TRule>
{
    private const int HalfTile = Tile / 2;

    /// <summary>Eight groups at a time while there are eight left; the caller does the rest.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="group">The first group; on return, the first that was not done.</param>
    /// <param name="last">One past the last group.</param>
    /// <param name="output">Where the advantages go.</param>
    /// <param name="rows">Room for two tiles and their factors.</param>
    /// <returns>0 in each lane, or NaN where a reward was not finite.</returns>
    private static TOctet GroupsOfFour(
        ref GroupJob<T, TRule> batch, ref int group, int last, ref StreamingOutput<T> output, double* rows)
    {
        var rule = batch.Rule;
        var prepared = rule.Prepare(TOctet.Broadcast(4));
        var doubtful = TOctet.Broadcast(0);
        var (deviations, older) = ((nint)rows, (nint)(rows + Tile));
        while (group + Lanes <= last)
        {
            var tiles = Math.Min((last - group) / Lanes, StreamingOutput<T>.Block / HalfTile);
            var r = batch.Rewards + group * 4;
            var o = output.Next(tiles * HalfTile);
            doubtful += CentreHalfTile(r, rule, prepared, (double*)deviations);
            for (var tile = 1; tile < tiles; tile++)
            {
                (deviations, older) = (older, deviations);
                r += HalfTile;
                doubtful += CentreHalfTile(r, rule, prepared, (double*)deviations);
                ScaleHalfTile((double*)older, o);
                o += HalfTile;
            }

            ScaleHalfTile((double*)deviations, o);
            group += tiles * Lanes;
        }

        return doubtful;
    }

    /// <summary>Deviations of eight groups from their means, then their factors. The result is 0, or NaN where a reward was not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet CentreHalfTile(T* r, TRule rule, TOctet prepared, double* deviations)
    {
        var a = LoadFromOrigins(r);
        var b = LoadFromOrigins(r + 8);
        var c = LoadFromOrigins(r + 16);
        var d = LoadFromOrigins(r + 24);
        var sums = TOctet.SumHalves(a, b, c, d);
        var means = sums * TOctet.Broadcast(0.25);
        a -= TOctet.SpreadHalves(means, 0);
        b -= TOctet.SpreadHalves(means, 1);
        c -= TOctet.SpreadHalves(means, 2);
        d -= TOctet.SpreadHalves(means, 3);
        TOctet.Store(a, deviations);
        TOctet.Store(b, deviations + 8);
        TOctet.Store(c, deviations + 16);
        TOctet.Store(d, deviations + 24);
        var squares = TRule.ReadsSquares ? TOctet.SumHalves(a * a, b * b, c * c, d * d) : sums;
        TOctet.Store(rule.Scale(prepared, squares), deviations + HalfTile);
        return sums * TOctet.Broadcast(0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScaleHalfTile(double* deviations, T* output)
    {
        var scales = TOctet.Load(deviations + HalfTile);
        TOctet.Store(TOctet.Load(deviations) * TOctet.SpreadHalves(scales, 0), output);
        TOctet.Store(TOctet.Load(deviations + 8) * TOctet.SpreadHalves(scales, 1), output + 8);
        TOctet.Store(TOctet.Load(deviations + 16) * TOctet.SpreadHalves(scales, 2), output + 16);
        TOctet.Store(TOctet.Load(deviations + 24) * TOctet.SpreadHalves(scales, 3), output + 24);
    }

    // In double, the first reward of each of the two groups is their origin; see UsesOrigin.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet LoadFromOrigins(T* source)
    {
        if (!UsesOrigin)
            return TOctet.Load(source);
        var x = TOctet.Load(source);
        var low = TOctet.Broadcast(((double*)source)[0]);
        var high = TOctet.Broadcast(((double*)source)[4]);
        return x - (TOctet.First(low, 4) + (high - TOctet.First(high, 4)));
    }
}
