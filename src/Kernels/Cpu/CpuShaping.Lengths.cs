using System.Buffers;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Reference;
using Rlar.Kernels.Shaping;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    /// <remarks>The time is that of cos: scalar.</remarks>
    public void CosineLength(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, CosineLengthOptions options, Span<double> rewards) =>
        _scalar.CosineLength(lengths, correct, scored, options, rewards);

    /// <inheritdoc/>
    public void Overlong(
        ReadOnlySpan<double> rewards, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> scored, OverlongOptions options, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        KernelChecks.Lengths(lengths, rewards.Length);
        CpuShapingLanes.Map(nameof(rewards), rewards, scored, shaped, new Penalize(lengths, options));
    }

    private readonly ref struct Penalize(ReadOnlySpan<int> lengths, OverlongOptions options) : CpuShapingLanes.IMap
    {
        private readonly ReadOnlySpan<int> _lengths = lengths;
        private readonly double _free = options.MaxLength - options.BufferLength;
        private readonly double _buffer = options.BufferLength;
        private readonly double _penalty = options.Penalty;
        private readonly double _floor = options.FloorAtMaxLength ? -options.Penalty : double.NegativeInfinity;

        public Vector256<double> Apply(Vector256<double> block, int i)
        {
            var excess = CpuShapingLanes.Load(_lengths, i) - Vector256.Create(_free);
            var penalty = -excess / Vector256.Create(_buffer) * Vector256.Create(_penalty);
            return block + CpuShapingLanes.Clip(penalty, _floor, 0);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Finds the top groups by sorting the ratios, P log P; the lengths of one group are scalar work.</remarks>
    public void GrpoLambda(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups, GrpoLambdaOptions options,
        Span<double> rewards)
    {
        ShapingChecks.LengthGroups(lengths, correct, scored, groups, rewards);
        var p = groups.Count;
        var buffer = ArrayPool<double>.Shared.Rent(2 * p);
        try
        {
            var ratios = buffer.AsSpan(0, p);
            var sorted = buffer.AsSpan(p, p);
            var quota = ReferenceShaping.GroupRatios(correct, scored, groups, options, ratios);
            ratios.CopyTo(sorted);
            sorted.Sort();

            // All groups above the last admitted ratio are in; of those at it, the first ones that still fit.
            var threshold = quota == 0 ? double.PositiveInfinity : sorted[p - quota];
            var fitting = quota;
            for (var r = p - 1; r >= 0 && sorted[r] > threshold; r--)
                fitting--;
            for (var g = 0; g < p; g++)
            {
                var penalised = ratios[g] > threshold || (ratios[g] == threshold && fitting-- > 0);
                var (start, end) = groups[g];
                ReferenceShaping.LengthRewards(
                    lengths, correct, scored, start, end, penalised && ratios[g] >= options.MinimumRatio ? options.Alpha : 0, rewards);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public void StopProperly(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> truncated, ReadOnlySpan<bool> scored, double coefficient, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        KernelChecks.Length(nameof(truncated), truncated.Length, rewards.Length);
        _ = KernelChecks.Between(coefficient, 0, 1, nameof(coefficient));
        CpuShapingLanes.Map(nameof(rewards), rewards, scored, shaped, new Shorten(truncated, coefficient));
    }

    private readonly ref struct Shorten(ReadOnlySpan<bool> truncated, double coefficient) : CpuShapingLanes.IMap
    {
        private readonly ReadOnlySpan<bool> _truncated = truncated;

        public Vector256<double> Apply(Vector256<double> block, int i) =>
            Vector256.ConditionalSelect(CpuShapingLanes.Mask(_truncated, i, _truncated.Length), block * Vector256.Create(coefficient), block);
    }

    /// <inheritdoc/>
    public void Repetition(ReadOnlySpan<int> tokens, GroupLayout completions, RepetitionOptions options, Span<double> penalties)
    {
        KernelChecks.Length(nameof(tokens), tokens.Length, completions.Length);
        KernelChecks.Length("destination", penalties.Length, completions.Count);
        for (var c = 0; c < completions.Count; c++)
        {
            var (start, end) = completions[c];
            penalties[c] = end - start < options.NGramSize
                ? 0
                : options.MaxPenalty * NGramRepetition.RepeatedShare(tokens[start..end], options.NGramSize);
        }
    }
}
