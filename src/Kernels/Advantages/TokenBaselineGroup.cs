using System.Numerics;

namespace Rlar.Kernels.Advantages;

/// <summary>One group of the optimal token baseline, the formula that the backends share.</summary>
internal static class TokenBaselineGroup
{
    /// <summary>Computes a group; returns and weights are kept in the two buffers, each as long as the group's tokens.</summary>
    public static void Run<T>(
        in TokenBaselineBatch<T> tokens, TokenBaselineOptions options, int group, Span<double> returns, Span<double> paths, Span<T> advantages)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (first, end) = tokens.Groups[group];
        if (first == end)
            return;
        var origin = tokens.Completions[first].Start;
        int steps = 0, longest = 0, second = 0, owner = -1;
        for (var c = first; c < end; c++)
        {
            Path(tokens, c, origin, returns, paths);
            var (from, to) = tokens.Completions[c];
            steps = Math.Max(steps, to - from);
            var length = tokens.Mask.IsEmpty ? to - from : tokens.Mask[from..to].Count(true);
            if (length > longest)
                (longest, second, owner) = (length, longest, c);
            else
                second = Math.Max(second, length);
        }

        // Every completion rewarded alike, at its end: nothing to learn, neither at a step nor in the tail.
        if (second > 0 && AllEqual(tokens, first, end, returns))
            return;
        var cursors = new int[end - first];
        for (var step = 0; step < steps; step++)
        {
            var baseline = Baseline(tokens, options, (first, end), step, cursors, returns, paths);
            for (var c = first; c < end; c++)
            {
                var i = cursors[c - first];
                var isTail = options.ClearsTail && c == owner && longest > second && step >= second;
                if (i >= 0)
                    advantages[i] = T.CreateTruncating(returns[i - origin] - (second == 0 || isTail ? 0 : baseline));
            }
        }
    }

    /// <summary>Moves each completion's cursor to its token at the step, or to -1, and weighs the returns there.</summary>
    private static double Baseline<T>(
        in TokenBaselineBatch<T> tokens, TokenBaselineOptions options, (int First, int End) group, int step, Span<int> cursors, ReadOnlySpan<double> returns,
        ReadOnlySpan<double> paths)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var origin = tokens.Completions[group.First].Start;
        double weight = 0, sum = 0, anchor = 0;
        var count = 0;
        var allEqual = true;
        for (var c = group.First; c < group.End; c++)
        {
            ref var cursor = ref cursors[c - group.First];
            cursor = At(tokens, options, c, step, cursor);
            if (cursor < 0)
                continue;
            var value = returns[cursor - origin];
            anchor = count++ == 0 ? value : anchor;
            allEqual &= value == anchor;
            weight += paths[cursor - origin];
            sum += paths[cursor - origin] * value;
        }

        return allEqual && count > 1 ? anchor : sum / (weight + options.Epsilon);
    }

    private static bool AllEqual<T>(in TokenBaselineBatch<T> tokens, int first, int end, ReadOnlySpan<double> returns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (from, to) = (tokens.Completions[first].Start, tokens.Completions[end - 1].End);
        var anchor = double.NaN;
        for (var i = from; i < to; i++)
        {
            if (!tokens.Counts(i))
                continue;
            if (double.IsNaN(anchor))
                anchor = returns[i - from];
            if (returns[i - from] != anchor)
                return false;
        }

        return true;
    }

    /// <summary>The token of a completion at a step, or -1: by position, or by the count of the policy's own tokens.</summary>
    private static int At<T>(in TokenBaselineBatch<T> tokens, TokenBaselineOptions options, int completion, int step, int before)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (from, to) = tokens.Completions[completion];
        if (!options.CountsOwnTokens)
            return from + step < to && tokens.Counts(from + step) ? from + step : -1;
        if (before < 0)
            return -1;
        for (var i = step == 0 ? from : before + 1; i < to; i++)
        {
            if (tokens.Counts(i))
                return i;
        }

        return -1;
    }

    /// <summary>The return from each token on, and the weight of the path up to it.</summary>
    private static void Path<T>(in TokenBaselineBatch<T> tokens, int completion, int origin, Span<double> returns, Span<double> paths)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (from, to) = tokens.Completions[completion];
        double running = 0;
        for (var i = to - 1; i >= from; i--)
        {
            running += tokens.Counts(i) ? double.CreateTruncating(tokens.Rewards[i]) : 0;
            returns[i - origin] = running;
        }

        double path = 0;
        for (var i = from; i < to; i++)
        {
            if (tokens.Counts(i))
            {
                var weight = tokens.Weights.IsEmpty ? 1 : double.CreateTruncating(tokens.Weights[i]);
                path += (1 - (2 * Math.Exp(double.CreateTruncating(tokens.Logprobs[i]))) + double.CreateTruncating(tokens.Squares[i])) * weight * weight;
            }

            paths[i - origin] = path;
        }
    }
}
