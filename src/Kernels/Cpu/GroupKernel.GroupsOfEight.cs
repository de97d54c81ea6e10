using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

// The commonest group size is also the width of an octet: eight groups are a tile of 64 rewards. From the load of a tile to its store runs
// one long chain of dependent operations, so the tiles are pipelined: while one is centred, the square roots and divisions of the one before
// are under way, and that one is scaled and stored afterwards. This took 0.59 ns a reward to 0.40 (one thread, AVX-512, in cache).
internal static unsafe partial class GroupKernel<TOctet, T, TRule>
{
    private const int Tile = Lanes * Lanes;

    /// <summary>Eight groups at a time while there are eight left; the caller does the rest.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="group">The first group; on return, the first that was not done.</param>
    /// <param name="last">One past the last group.</param>
    /// <param name="output">Where the advantages go.</param>
    /// <param name="rows">Room for two tiles and their factors.</param>
    /// <returns>0 in each lane, or NaN where a reward was not finite.</returns>
    private static TOctet GroupsOfEight(
        ref GroupJob<T, TRule> batch, ref int group, int last, ref StreamingOutput<T> output, double* rows)
    {
        var rule = batch.Rule;
        var prepared = rule.Prepare(TOctet.Broadcast(Lanes));
        var doubtful = TOctet.Broadcast(0);
        var means = rows;
        var (deviations, scales) = ((nint)(rows + Lanes), (nint)(rows + Lanes + Tile));
        var (olderDeviations, olderScales) = ((nint)(rows + 2 * Tile), (nint)(rows + 3 * Tile));
        while (group + Lanes <= last)
        {
            // No call inside the inner loop: the octets would have to be saved around it.
            var tiles = Math.Min((last - group) / Lanes, StreamingOutput<T>.Block / Tile);
            var r = batch.Rewards + group * Lanes;
            var o = output.Next(tiles * Tile);
            doubtful += CentreTile(r, rule, prepared, means, (double*)deviations, (double*)scales);
            for (var tile = 1; tile < tiles; tile++)
            {
                (deviations, olderDeviations) = (olderDeviations, deviations);
                (scales, olderScales) = (olderScales, scales);
                r += Tile;
                doubtful += CentreTile(r, rule, prepared, means, (double*)deviations, (double*)scales);
                ScaleTile((double*)olderDeviations, (double*)olderScales, o);
                o += Tile;
            }

            ScaleTile((double*)deviations, (double*)scales, o);
            group += tiles * Lanes;
        }

        return doubtful;
    }

    /// <summary>Deviations of eight groups from their means, and their factors. The result is 0, or NaN where a reward was not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet CentreTile(T* r, TRule rule, TOctet prepared, double* means, double* deviations, double* scales)
    {
        var a = LoadFromOrigin(r);
        var b = LoadFromOrigin(r + 8);
        var c = LoadFromOrigin(r + 16);
        var d = LoadFromOrigin(r + 24);
        var e = LoadFromOrigin(r + 32);
        var f = LoadFromOrigin(r + 40);
        var g = LoadFromOrigin(r + 48);
        var h = LoadFromOrigin(r + 56);

        var sums = TOctet.SumEach(a, b, c, d, e, f, g, h);
        TOctet.Store(sums * TOctet.Broadcast(1.0 / Lanes), means);
        a -= TOctet.Broadcast(means[0]);
        b -= TOctet.Broadcast(means[1]);
        c -= TOctet.Broadcast(means[2]);
        d -= TOctet.Broadcast(means[3]);
        e -= TOctet.Broadcast(means[4]);
        f -= TOctet.Broadcast(means[5]);
        g -= TOctet.Broadcast(means[6]);
        h -= TOctet.Broadcast(means[7]);
        TOctet.Store(a, deviations);
        TOctet.Store(b, deviations + 8);
        TOctet.Store(c, deviations + 16);
        TOctet.Store(d, deviations + 24);
        TOctet.Store(e, deviations + 32);
        TOctet.Store(f, deviations + 40);
        TOctet.Store(g, deviations + 48);
        TOctet.Store(h, deviations + 56);
        var squares = TRule.ReadsSquares ? TOctet.SumEach(a * a, b * b, c * c, d * d, e * e, f * f, g * g, h * h) : sums;
        TOctet.Store(rule.Scale(prepared, squares), scales);
        return sums * TOctet.Broadcast(0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScaleTile(double* deviations, double* scales, T* output)
    {
        TOctet.Store(TOctet.Load(deviations) * TOctet.Broadcast(scales[0]), output);
        TOctet.Store(TOctet.Load(deviations + 8) * TOctet.Broadcast(scales[1]), output + 8);
        TOctet.Store(TOctet.Load(deviations + 16) * TOctet.Broadcast(scales[2]), output + 16);
        TOctet.Store(TOctet.Load(deviations + 24) * TOctet.Broadcast(scales[3]), output + 24);
        TOctet.Store(TOctet.Load(deviations + 32) * TOctet.Broadcast(scales[4]), output + 32);
        TOctet.Store(TOctet.Load(deviations + 40) * TOctet.Broadcast(scales[5]), output + 40);
        TOctet.Store(TOctet.Load(deviations + 48) * TOctet.Broadcast(scales[6]), output + 48);
        TOctet.Store(TOctet.Load(deviations + 56) * TOctet.Broadcast(scales[7]), output + 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TOctet LoadFromOrigin(T* source) =>
        UsesOrigin ? TOctet.Load(source) - TOctet.Broadcast(*(double*)source) : TOctet.Load(source);
}
