using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

// Groups of any sizes that float takes, sixteen a tile: their sums are reduced at once, and one row holds their means, then their factors.
internal static unsafe partial class FloatGroupKernel<TOctet, TRow, TRule>
{
    private const int BlockTiles = 8;

    /// <summary>Sixteen groups at a time while float takes all of them. The result is how many were done.</summary>
    private static int MixedGroups(ref GroupJob<float, TRule> batch, int first, int last, ref StreamingOutput<float> output, float* space)
    {
        new ShortTile(space, 0).Prepare(batch.Rule);
        var uniform = stackalloc int[BlockTiles * Lanes + 1];
        var group = first;
        while (group + Lanes <= last)
        {
            var offsets = batch.Offsets == null ? Fill(uniform, group * batch.Size, batch.Size) : batch.Offsets + group;
            var tiles = Math.Min((last - group) / Lanes, BlockTiles);
            while (tiles > 0 && offsets[tiles * Lanes] + Tile > batch.Length)
                tiles--;
            var done = TransformShort(batch.Rewards, offsets, tiles, batch.Rule, space, ref output);
            if (done < tiles && TransformLong(batch.Rewards, offsets + done * Lanes, batch.Rule, ref output))
                done++;
            if (done == 0)
                break;
            group += done * Lanes;
        }

        return group - first;
    }

    private static int* Fill(int* offsets, int start, int size)
    {
        for (var i = 0; i <= BlockTiles * Lanes; i++)
            offsets[i] = start + i * size;
        return offsets;
    }

    /// <summary>A lone reward's difference from itself is 0; relative to itself, the mean that leaves it whole is its negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TRow Means, TRow Sums) KeepLone(TRow counts, TRow origins, TRow means, TRow sums) =>
        (TRow.WhereBelow(counts, 2, TRow.Broadcast(0) - origins, means), TRow.WhereBelow(counts, 2, origins, sums));
}
