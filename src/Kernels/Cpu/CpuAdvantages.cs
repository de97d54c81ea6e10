using System.Numerics;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// The estimators on SIMD vectors and all cores. Within one version the bits do not depend on the vector path or the thread count.
/// A batch with unscored completions is compacted first, so every estimator below sees scored ones only. Where A = (r - mean) scale, a
/// group of at most 256 floats is computed in float, with an error of a few units in the last place of the group's spread times the scale.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="backend">Instructions and threads.</param>
public sealed partial class CpuAdvantages<T>(CpuBackend backend) : IAdvantageKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Above this, the destination is written past the caches: it would not fit them beside the source.
    private const long StreamingBytes = 4 << 20;

    // Enough work for a thread to be worth waking, little enough to balance.
    private const int RewardsPerChunk = 32768;

    private readonly CpuBackend _backend = typeof(T) == typeof(float) || typeof(T) == typeof(double)
        ? backend
        : throw new KernelException($"The kernels take float or double, not {typeof(T).Name}.");

    /// <summary>A = (r - mean_g) scale with the rule's scale.</summary>
    private void Centre<TRule>(in RewardBatch<T> batch, TRule rule, Span<T> advantages)
        where TRule : unmanaged, IGroupRule
    {
        using var dense = new DenseBatch<T>(batch, advantages);
        CentreDense(dense.Batch, rule, dense.Advantages);
        dense.Scatter();
    }

    private unsafe void CentreDense<TRule>(in RewardBatch<T> batch, TRule rule, Span<T> advantages)
        where TRule : unmanaged, IGroupRule
    {
        var groups = batch.Groups;
        if (groups.Length == 0)
            return;

        fixed (T* rewards = batch.Rewards)
        fixed (T* destination = advantages)
        fixed (int* offsets = groups.Offsets)
        {
            var perGroup = Math.Max(1, groups.Length / groups.Count);
            var job = new GroupJob<T, TRule>
            {
                Rewards = rewards,
                Advantages = destination,
                Offsets = groups.UniformSize > 0 ? null : offsets,
                Groups = groups.Count,
                Size = groups.UniformSize,
                Length = groups.Length,
                GroupsPerChunk = Math.Max(8, (RewardsPerChunk / perGroup) & -8),
                Rule = rule,
                // A destination that is not aligned to its element size never fills whole cache lines.
                Streams = (long)groups.Length * sizeof(T) >= StreamingBytes && ((nint)destination & (sizeof(T) - 1)) == 0,
            };
            var chunks = (int)(((long)groups.Count + job.GroupsPerChunk - 1) / job.GroupsPerChunk);
            _backend.Run<CentreKernel<TRule>>(chunks, &job);
            if (job.IsSuspect)
                RewardError.ThrowIfBad(batch.Rewards);
        }
    }

    /// <summary>The group-relative estimators as a chunk kernel.</summary>
    private readonly unsafe struct CentreKernel<TRule> : CpuBackend.IChunkKernel
        where TRule : unmanaged, IGroupRule
    {
        /// <inheritdoc/>
        public static void Run<TOctet>(void* job, int chunk)
            where TOctet : unmanaged, IOctet<TOctet>
        {
            if (typeof(T) == typeof(double))
                GroupKernel<TOctet, TRule>.Run(job, chunk);
            else if (typeof(TOctet) == typeof(Octet512))
                FloatGroupKernel<TOctet, FloatRow512, TRule>.Run(job, chunk);
            else
                FloatGroupKernel<TOctet, FloatRow256, TRule>.Run(job, chunk);
        }
    }
}
