using System.Buffers;
using Rlar.Kernels.Shaping;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void CosineLength(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, CosineLengthOptions options, Span<double> rewards)
    {
        KernelChecks.Lengths(lengths, rewards.Length);
        KernelChecks.Length(nameof(correct), correct.Length, rewards.Length);
        KernelChecks.Mask(scored, rewards.Length);
        for (var i = 0; i < rewards.Length; i++)
            rewards[i] = Scored(scored, i) ? CosineLengthReward.At(lengths[i], correct[i], options) : 0;
    }

    /// <inheritdoc/>
    public void Overlong(
        ReadOnlySpan<double> rewards, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> scored, OverlongOptions options, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        KernelChecks.Lengths(lengths, rewards.Length);
        KernelChecks.Values(nameof(rewards), rewards, scored);
        for (var i = 0; i < rewards.Length; i++)
            shaped[i] = Scored(scored, i) ? rewards[i] - OverlongPenalty.At(lengths[i], options) : 0;
    }

    /// <inheritdoc/>
    public void GrpoLambda(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups, GrpoLambdaOptions options,
        Span<double> rewards)
    {
        ShapingChecks.LengthGroups(lengths, correct, scored, groups, rewards);
        var buffer = ArrayPool<double>.Shared.Rent(groups.Count);
        try
        {
            var ratios = buffer.AsSpan(0, groups.Count);
            var quota = GroupRatios(correct, scored, groups, options, ratios);
            for (var g = 0; g < groups.Count; g++)
            {
                var ahead = 0;
                for (var other = 0; other < groups.Count; other++)
                    ahead += ratios[other] > ratios[g] || (ratios[other] == ratios[g] && other < g) ? 1 : 0;
                var (start, end) = groups[g];
                LengthRewards(lengths, correct, scored, start, end, ahead < quota && ratios[g] >= options.MinimumRatio ? options.Alpha : 0, rewards);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    /// <summary>Ratio of correct answers a group, -1 where nothing is scored; returns how many groups may be penalised.</summary>
    internal static int GroupRatios(
        ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, GroupLayout groups, GrpoLambdaOptions options, Span<double> ratios)
    {
        var judged = 0;
        for (var g = 0; g < groups.Count; g++)
        {
            var (start, end) = groups[g];
            int count = 0, right = 0;
            for (var i = start; i < end; i++)
            {
                if (!Scored(scored, i))
                    continue;
                count++;
                right += correct[i] ? 1 : 0;
            }

            judged += count > 0 ? 1 : 0;
            ratios[g] = count > 0 ? (double)right / count : -1;
        }

        return (int)Math.Round(options.TopFraction * judged, MidpointRounding.AwayFromZero);
    }

    /// <summary>1 - alpha sigmoid(z) for correct answers, 0 for wrong ones; alpha 0 gives 1 and 0.</summary>
    internal static void LengthRewards(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, int start, int end, double alpha, Span<double> rewards)
    {
        // Lengths are integers: their sum is exact, so is the test for equal lengths.
        long count = 0, sum = 0;
        for (var i = start; i < end; i++)
        {
            if (Scored(scored, i) && correct[i])
            {
                count++;
                sum += lengths[i];
            }
        }

        var mean = count == 0 ? 0 : (double)sum / count;
        double squares = 0;
        for (var i = start; i < end; i++)
        {
            if (Scored(scored, i) && correct[i])
                squares += (lengths[i] - mean) * (lengths[i] - mean);
        }

        var deviation = count == 0 ? 0 : Math.Sqrt(squares / count);
        for (var i = start; i < end; i++)
        {
            var z = deviation > 0 ? (lengths[i] - mean) / deviation : 0;
            rewards[i] = Scored(scored, i) && correct[i] ? 1 - (alpha * ShapingFormulas.Sigmoid(z)) : 0;
        }
    }

    /// <inheritdoc/>
    public void StopProperly(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> truncated, ReadOnlySpan<bool> scored, double coefficient, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        KernelChecks.Length(nameof(truncated), truncated.Length, rewards.Length);
        _ = KernelChecks.Between(coefficient, 0, 1, nameof(coefficient));
        KernelChecks.Values(nameof(rewards), rewards, scored);
        for (var i = 0; i < rewards.Length; i++)
        {
            var kept = truncated[i] ? coefficient : 1;
            shaped[i] = Scored(scored, i) ? rewards[i] * kept : 0;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Looks for every n-gram among all before it: quadratic, for tests.</remarks>
    public void Repetition(ReadOnlySpan<int> tokens, GroupLayout completions, RepetitionOptions options, Span<double> penalties)
    {
        KernelChecks.Length(nameof(tokens), tokens.Length, completions.Length);
        KernelChecks.Length("destination", penalties.Length, completions.Count);
        for (var c = 0; c < completions.Count; c++)
        {
            var (start, end) = completions[c];
            var total = end - start - options.NGramSize + 1;
            var unique = 0;
            for (var i = 0; i < total; i++)
            {
                var seen = false;
                for (var j = 0; j < i && !seen; j++)
                    seen = tokens.Slice(start + i, options.NGramSize).SequenceEqual(tokens.Slice(start + j, options.NGramSize));
                unique += seen ? 0 : 1;
            }

            penalties[c] = total < 1 ? 0 : options.MaxPenalty * (1 - ((double)unique / total));
        }
    }
}
