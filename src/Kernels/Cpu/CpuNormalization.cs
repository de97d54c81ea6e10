using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// <see cref="INormalizationKernels"/> in vectors of doubles. Entry i is added in lane i mod 8 and the lanes in one fixed tree: the bits of a
/// result depend neither on the width of the machine's vectors nor on threads (there are none).
/// </summary>
public sealed class CpuNormalization : INormalizationKernels
{
    private const string Rewards = "rewards";

    /// <inheritdoc/>
    public RunningMoments Moments(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored)
    {
        KernelChecks.Mask(scored, rewards.Length);
        var sums = new CpuShapingLaneSums();
        sums.Add(Rewards, rewards, scored);
        if (sums.Count == 0)
            return default;
        var mean = sums.Mean;
        var centre = Vector256.Create(mean);
        var (drift, driftHigh) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var (squares, squaresHigh) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i < rewards.Length; i += 2 * CpuShapingLanes.Width)
        {
            var d = (CpuShapingLanes.Load(rewards, i) - centre) & CpuShapingLanes.Mask(scored, i, rewards.Length);
            drift += d;
            squares += d * d;
            var next = i + CpuShapingLanes.Width;
            if (next >= rewards.Length)
                break;
            d = (CpuShapingLanes.Load(rewards, next) - centre) & CpuShapingLanes.Mask(scored, next, rewards.Length);
            driftHigh += d;
            squaresHigh += d * d;
        }

        // drift would be 0 in exact arithmetic; taking it out again is the correction of the two-pass algorithm.
        var off = CpuShapingLanes.Sum(drift, driftHigh);
        var m2 = CpuShapingLanes.Sum(squares, squaresHigh) - (off * off / sums.Count);
        return new RunningMoments(sums.Count, mean + (off / sums.Count), Math.Max(0, m2));
    }

    /// <inheritdoc/>
    public RunningRange Range(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored)
    {
        KernelChecks.Mask(scored, rewards.Length);
        var sums = new CpuShapingLaneSums();
        sums.Add(Rewards, rewards, scored);
        return sums.Range;
    }

    /// <inheritdoc/>
    public void ZScore(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, ZScoreOptions options, Span<double> normalized)
    {
        KernelChecks.Shapes(Rewards, rewards, scored, normalized);
        var moments = Moments(rewards, scored);
        if (moments.Count == 0)
            normalized.Clear();
        else
            RunningZScore(rewards, scored, moments, options, normalized);
    }

    /// <inheritdoc/>
    public void RunningZScore(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningMoments moments, ZScoreOptions options, Span<double> normalized)
    {
        KernelChecks.Shapes(Rewards, rewards, scored, normalized);
        KernelChecks.Seen(moments.Count);
        var deviation = moments.Deviation(options.SampleDeviation);
        var radius = NormalizationFormulas.ClipRadius(deviation, options.ClipDeviations);
        CpuShapingLanes.Map(Rewards, rewards, scored, normalized, new Standardize(moments.Mean, radius, deviation + options.Epsilon));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Standardize(double mean, double radius, double divisor) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i)
        {
            var clipped = CpuShapingLanes.Clip(block, mean - radius, mean + radius);
            return (clipped - Vector256.Create(mean)) / Vector256.Create(divisor);
        }
    }

    /// <inheritdoc/>
    public void ClipToDeviations(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningMoments moments, ZScoreOptions options, Span<double> clipped)
    {
        KernelChecks.Shapes(Rewards, rewards, scored, clipped);
        KernelChecks.Seen(moments.Count);
        var radius = NormalizationFormulas.ClipRadius(moments.Deviation(options.SampleDeviation), options.ClipDeviations);
        CpuShapingLanes.Map(Rewards, rewards, scored, clipped, new CpuShaping.ClipMap(moments.Mean - radius, moments.Mean + radius));
    }

    /// <inheritdoc/>
    public void MinMax(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double constantValue, Span<double> normalized)
    {
        KernelChecks.Shapes(Rewards, rewards, scored, normalized);
        _ = KernelChecks.Bounded(constantValue, nameof(constantValue));
        var range = Range(rewards, scored);
        if (range.Count == 0)
            normalized.Clear();
        else
            RunningMinMax(rewards, scored, range, constantValue, normalized);
    }

    /// <inheritdoc/>
    public void RunningMinMax(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RunningRange range, double constantValue, Span<double> normalized)
    {
        KernelChecks.Shapes(Rewards, rewards, scored, normalized);
        _ = KernelChecks.Bounded(constantValue, nameof(constantValue));
        KernelChecks.Seen(range.Count);
        if (range.Min == range.Max)
            CpuShapingLanes.Map(Rewards, rewards, scored, normalized, new Constant(constantValue));
        else
            CpuShapingLanes.Map(Rewards, rewards, scored, normalized, new IntoUnit(range.Min, range.Max));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Constant(double value) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i) => Vector256.Create(value);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct IntoUnit(double min, double max) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i) =>
            (CpuShapingLanes.Clip(block, min, max) - Vector256.Create(min)) / Vector256.Create(max - min);
    }

    /// <inheritdoc/>
    /// <remarks>Sorts the scored rewards with their positions, N log N; equal rewards form one run, so the order within it does not matter.</remarks>
    public void Rank(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, RankScale scale, Span<double> ranks)
    {
        KernelChecks.Shapes(Rewards, rewards, scored, ranks);
        KernelChecks.Apart(Rewards, rewards, ranks);
        KernelChecks.Values(Rewards, rewards, scored);
        ranks.Clear();
        var keys = ArrayPool<double>.Shared.Rent(rewards.Length);
        var positions = ArrayPool<int>.Shared.Rent(rewards.Length);
        try
        {
            var n = 0;
            for (var i = 0; i < rewards.Length; i++)
            {
                if (!scored.IsEmpty && !scored[i])
                    continue;
                keys[n] = rewards[i];
                positions[n++] = i;
            }

            keys.AsSpan(0, n).Sort(positions.AsSpan(0, n));
            for (int start = 0, end; start < n; start = end)
            {
                for (end = start + 1; end < n && keys[end] == keys[start];)
                    end++;
                var rank = NormalizationFormulas.Rank(start, end - start, n, scale);
                foreach (var position in positions.AsSpan(start, end - start))
                    ranks[position] = rank;
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(keys);
            ArrayPool<int>.Shared.Return(positions);
        }
    }

    /// <inheritdoc/>
    public void Centre(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, Span<double> centred)
    {
        KernelChecks.Shapes(Rewards, rewards, scored, centred);
        CpuShapingLanes.Map(Rewards, rewards, scored, centred, new Subtract(Moments(rewards, scored).Mean));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Subtract(double mean) : CpuShapingLanes.IMap
    {
        public Vector256<double> Apply(Vector256<double> block, int i) => block - Vector256.Create(mean);
    }
}
