using System.Numerics;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The moments of values in a device's memory: chunks, then levels of merges, until one part is left.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="backend">The device.</param>
internal sealed class MomentsTree<T>(IlgpuBackend backend)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action<MomentsJob<T>> _chunks = AdvantageBodies<T>.Create().Chunks;

    /// <summary>Computes and waits.</summary>
    /// <param name="values">[N] finite values.</param>
    /// <param name="scored">[N] not 0 where scored, or empty.</param>
    /// <param name="weights">[N] weights, or empty: 1 each.</param>
    internal BatchMoments Of(ArrayView<T> values, ArrayView<byte> scored, ArrayView<int> weights)
    {
        if (values.Length == 0)
            return default;
        var count = Chunks(values.Length);
        using var parts = backend.Rent<BatchMoments>(count);
        using var merged = backend.Rent<BatchMoments>(Chunks(count));
        backend.Launch(
            _chunks,
            count,
            Team.Lanes,
            new MomentsJob<T> { Values = values, Scored = scored, Weights = weights, Parts = parts.View, Length = values.Length });
        var (from, to) = (parts.View, merged.View);
        while (count > 1)
        {
            backend.Launch(MomentsBodies.Merge, Chunks(count), Team.Lanes, new MergeJob { Parts = from, Merged = to, Length = count });
            count = Chunks(count);
            (from, to) = (to, from);
        }

        Span<BatchMoments> all = stackalloc BatchMoments[1];
        backend.Download(from.SubView(0, 1), all);
        return all[0];
    }

    private static long Chunks(long length) => (length + MomentsBodies.Chunk - 1) / MomentsBodies.Chunk;
}
