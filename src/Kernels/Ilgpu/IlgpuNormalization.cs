using System.Buffers;
using System.Numerics;
using ILGPU;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// <see cref="INormalizationKernels"/> as ILGPU kernels. Moments are found in the trees of the advantage kernels, so their bits do not depend on the
/// launch; what is done to each entry has the bits of the reference for the same moments.
/// </summary>
/// <param name="backend">The device.</param>
public sealed class IlgpuNormalization(IlgpuBackend backend) : INormalizationKernels
{
    private const string Rewards = "rewards";

    private readonly MomentsTree<double> _moments = new(backend);

    /// <inheritdoc/>
    public RunningMoments Moments(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored)
    {
        KernelChecks.Mask(scored, rewards.Length);
        KernelChecks.Values(Rewards, rewards, scored);
        lock (backend.Gate)
        {
            using var device = new DeviceEntries(backend, 0, rewards, scored);
            return State(Batch(device));
        }
    }

    /// <inheritdoc/>
    public RunningRange Range(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored)
    {
        KernelChecks.Mask(scored, rewards.Length);
        KernelChecks.Values(Rewards, rewards, scored);
        lock (backend.Gate)
        {
            using var device = new DeviceEntries(backend, 0, rewards, scored);
            return Extent(Batch(device));
        }
    }

    /// <inheritdoc/>
    public void ZScore(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, ZScoreOptions options, Span<double> normalized)
    {
        Check(rewards, scored, normalized);
        lock (backend.Gate)
        {
            using var device = new DeviceEntries(backend, rewards.Length, rewards, scored);
            var moments = State(Batch(device));
            Map(device.Job, moments.Count == 0 ? EntryNumbers.Unchanged : Standardized(moments, options), normalized);
        }
    }

    /// <inheritdoc/>
    public void RunningZScore(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningMoments moments, ZScoreOptions options, Span<double> normalized)
    {
        Check(rewards, scored, normalized);
        KernelChecks.Seen(moments.Count);
        lock (backend.Gate)
        {
            using var device = new DeviceEntries(backend, rewards.Length, rewards, scored);
            Map(device.Job, Standardized(moments, options), normalized);
        }
    }

    /// <inheritdoc/>
    public void ClipToDeviations(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningMoments moments, ZScoreOptions options, Span<double> clipped)
    {
        Check(rewards, scored, clipped);
        KernelChecks.Seen(moments.Count);
        lock (backend.Gate)
        {
            using var device = new DeviceEntries(backend, rewards.Length, rewards, scored);
            Map(device.Job, Clipped(moments, options), clipped);
        }
    }

    /// <inheritdoc/>
    public void MinMax(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double constantValue, Span<double> normalized)
    {
        Check(rewards, scored, normalized);
        _ = KernelChecks.Bounded(constantValue, nameof(constantValue));
        lock (backend.Gate)
        {
            using var device = new DeviceEntries(backend, rewards.Length, rewards, scored);
            Map(device.Job, IntoUnit(Extent(Batch(device)), constantValue), normalized);
        }
    }

    /// <inheritdoc/>
    public void RunningMinMax(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningRange range, double constantValue, Span<double> normalized)
    {
        Check(rewards, scored, normalized);
        _ = KernelChecks.Bounded(constantValue, nameof(constantValue));
        KernelChecks.Seen(range.Count);
        lock (backend.Gate)
        {
            using var device = new DeviceEntries(backend, rewards.Length, rewards, scored);
            Map(device.Job, IntoUnit(range, constantValue), normalized);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A bitonic sort of the scored rewards with their positions; equal rewards form one run, so the order within it does not matter.</remarks>
    public void Rank(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RankScale scale, Span<double> ranks)
    {
        Check(rewards, scored, ranks);
        KernelChecks.Apart(Rewards, rewards, ranks);
        ranks.Clear();
        var count = scored.IsEmpty ? rewards.Length : scored.Count(true);
        if (count == 0)
            return;
        var padded = checked((int)BitOperations.RoundUpToPowerOf2((uint)count));
        var keys = ArrayPool<double>.Shared.Rent(padded);
        var positions = ArrayPool<int>.Shared.Rent(padded);
        try
        {
            var n = 0;
            for (var i = 0; i < rewards.Length; i++)
            {
                if (scored.IsEmpty || scored[i])
                    (keys[n], positions[n++]) = (rewards[i], i);
            }

            keys.AsSpan(n, padded - n).Fill(double.PositiveInfinity);
            positions.AsSpan(n, padded - n).Clear();
            lock (backend.Gate)
                Rank(keys.AsSpan(0, padded), positions.AsSpan(0, padded), count, scale, ranks);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(keys);
            ArrayPool<int>.Shared.Return(positions);
        }
    }

    private void Rank(ReadOnlySpan<double> keys, ReadOnlySpan<int> positions, int count, RankScale scale, Span<double> ranks)
    {
        using var sorted = backend.Upload(keys);
        using var places = backend.Upload(positions);
        using var results = backend.Upload<double>(ranks);
        var job = new SortJob
        {
            Keys = sorted.View,
            Positions = places.View,
            Ranks = results.View,
            Length = keys.Length,
            Count = count,
            Centred = scale == RankScale.Centred ? 1 : 0,
        };
        for (long run = 2; run <= keys.Length; run *= 2)
        {
            for (var distance = run / 2; distance > 0; distance /= 2)
                backend.Launch(RankBodies.Step, keys.Length / 2, 1, job with { Run = run, Distance = distance });
        }

        backend.Launch(RankBodies.Ranks, count, 1, job);
        backend.Download(job.Ranks, ranks);
    }

    /// <inheritdoc/>
    public void Centre(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, Span<double> centred)
    {
        Check(rewards, scored, centred);
        lock (backend.Gate)
        {
            using var device = new DeviceEntries(backend, rewards.Length, rewards, scored);
            Map(device.Job, EntryNumbers.Unchanged with { Subtrahend = State(Batch(device)).Mean }, centred);
        }
    }

    private static void Check(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, Span<double> destination)
    {
        KernelChecks.Shapes(Rewards, rewards, scored, destination);
        KernelChecks.Values(Rewards, rewards, scored);
    }

    private BatchMoments Batch(in DeviceEntries device) => _moments.Of(device.Job.Values, device.Job.Scored, ArrayView<int>.Empty);

    private static RunningMoments State(in BatchMoments all) =>
        all.Count == 0 ? default : new RunningMoments((long)all.Count, all.AllEqual ? all.Min : all.Mean, all.AllEqual ? 0 : all.Squares);

    private static RunningRange Extent(in BatchMoments all) => all.Count == 0 ? default : new RunningRange((long)all.Count, all.Min, all.Max);

    private static EntryNumbers Clipped(RunningMoments moments, ZScoreOptions options)
    {
        var radius = NormalizationFormulas.ClipRadius(moments.Deviation(options.SampleDeviation), options.ClipDeviations);
        return EntryNumbers.Unchanged with { Low = moments.Mean - radius, High = moments.Mean + radius };
    }

    private static EntryNumbers Standardized(RunningMoments moments, ZScoreOptions options) =>
        Clipped(moments, options) with { Subtrahend = moments.Mean, Divisor = moments.Deviation(options.SampleDeviation) + options.Epsilon };

    private static EntryNumbers IntoUnit(RunningRange range, double constantValue) => range.Min == range.Max
        ? EntryNumbers.Unchanged with { Low = constantValue, High = constantValue }
        : new EntryNumbers { Low = range.Min, High = range.Max, Subtrahend = range.Min, Divisor = range.Max - range.Min };

    private void Map(in EntryJob job, in EntryNumbers numbers, Span<double> destination)
    {
        backend.Launch(EntryBodies.Map, job.Length, 1, job with { Numbers = numbers });
        backend.Download(job.Results, destination);
    }
}
