using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
    /// <inheritdoc/>
    public void Grpo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages) =>
        Centre(batch, new GroupRules.Grpo(convention), advantages);

    /// <inheritdoc/>
    public void DrGrpo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages) =>
        Centre(batch, new GroupRules.Constant(1, convention.GroupOfOne), advantages);

    /// <inheritdoc/>
    public void Rloo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages) =>
        Centre(batch, new GroupRules.Rloo(convention.GroupOfOne), advantages);

    /// <inheritdoc/>
    public void LeaveOneOut(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        using var dense = new DenseBatch<T>(batch, advantages);
        RewardError.ThrowIfBad(dense.Batch.Rewards);
        for (var g = 0; g < dense.Batch.Groups.Count; g++)
        {
            var (start, end) = dense.Batch.Groups[g];
            var rewards = dense.Batch.Rewards[start..end];
            if (rewards.Length < 2)
                LoneCompletion(rewards, convention.GroupOfOne, dense.Advantages[start..end]);
            else
                LeaveOneOut(rewards, convention, dense.Advantages[start..end]);
        }

        dense.Scatter();
    }

    // The others' moments follow from the group's in O(1): mean_o = mean - d / (n - 1), S_o = S - d^2 n / (n - 1). Where the one left out
    // made nearly all of S, the difference cancels; then, and only then, the others are summed themselves.
    private static void LeaveOneOut(ReadOnlySpan<T> rewards, AdvantageConvention convention, Span<T> advantages)
    {
        const double cancels = 1e-4;
        var n = rewards.Length;
        var (origin, offset, squares) = CentralSums(rewards);
        var divisor = convention.SampleDeviation ? n - 2 : n - 1;
        for (var i = 0; i < n; i++)
        {
            var deviation = double.CreateTruncating(rewards[i]) - origin - offset;
            var lead = deviation * n / (n - 1);
            var others = squares - deviation * lead;
            if (others <= cancels * squares)
            {
                var exact = CentralSums(rewards, except: i);
                others = exact.Squares;
                lead = double.CreateTruncating(rewards[i]) - exact.Origin - exact.Offset;
            }

            var spread = divisor > 0 ? Math.Sqrt(others / divisor) : 0;
            advantages[i] = T.CreateTruncating(lead / (spread > 0 ? spread + convention.Epsilon : 1));
        }
    }

    /// <summary>A group's origin, the offset of its mean from there, and its squared deviations, with one completion left out if asked.</summary>
    private static (double Origin, double Offset, double Squares) CentralSums(ReadOnlySpan<T> rewards, int except = -1)
    {
        var origin = double.CreateTruncating(rewards[except == 0 ? 1 : 0]);
        double sum = 0, squares = 0;
        for (var i = 0; i < rewards.Length; i++)
        {
            if (i != except)
                sum += double.CreateTruncating(rewards[i]) - origin;
        }

        var offset = sum / (except < 0 ? rewards.Length : rewards.Length - 1);
        for (var i = 0; i < rewards.Length; i++)
        {
            if (i == except)
                continue;
            var deviation = double.CreateTruncating(rewards[i]) - origin - offset;
            squares += deviation * deviation;
        }

        return (origin, offset, squares);
    }

    /// <inheritdoc/>
    public void Opo(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        if (batch.Lengths.IsEmpty)
        {
            DrGrpo(batch, convention, advantages);
            return;
        }

        using var dense = new DenseBatch<T>(batch, advantages);
        RewardError.ThrowIfBad(dense.Batch.Rewards);
        for (var g = 0; g < dense.Batch.Groups.Count; g++)
        {
            var (start, end) = dense.Batch.Groups[g];
            var rewards = dense.Batch.Rewards[start..end];
            var destination = dense.Advantages[start..end];
            if (rewards.Length < 2)
            {
                LoneCompletion(rewards, convention.GroupOfOne, destination);
                continue;
            }

            var origin = double.CreateTruncating(rewards[0]);
            var offset = LengthWeightedMean(rewards, dense.Batch.Lengths[start..end], origin);
            for (var i = 0; i < rewards.Length; i++)
                destination[i] = T.CreateTruncating(double.CreateTruncating(rewards[i]) - origin - offset);
        }

        dense.Scatter();
    }

    /// <summary>sum(len (r - origin)) / sum(len); the plain mean where no completion has a length.</summary>
    private static double LengthWeightedMean(ReadOnlySpan<T> rewards, ReadOnlySpan<int> lengths, double origin)
    {
        double weighted = 0, tokens = 0, plain = 0;
        for (var i = 0; i < rewards.Length; i++)
        {
            var difference = double.CreateTruncating(rewards[i]) - origin;
            weighted += lengths[i] * difference;
            tokens += lengths[i];
            plain += difference;
        }

        return tokens > 0 ? weighted / tokens : plain / rewards.Length;
    }

    /// <summary>The advantage of a completion without a sibling; an empty group has none.</summary>
    private static void LoneCompletion(ReadOnlySpan<T> rewards, GroupOfOne groupOfOne, Span<T> destination)
    {
        if (groupOfOne == GroupOfOne.RawReward)
            rewards.CopyTo(destination);
        else
            destination.Clear();
    }

    /// <inheritdoc/>
    public void PassK(in RewardBatch<T> batch, AdvantageConvention convention, bool normalize, Span<T> advantages)
    {
        using var dense = new DenseBatch<T>(batch, advantages);
        RewardError.ThrowIfBad(dense.Batch.Rewards);
        for (var g = 0; g < dense.Batch.Groups.Count; g++)
        {
            var (start, end) = dense.Batch.Groups[g];
            var rewards = dense.Batch.Rewards[start..end];
            var best = rewards.Length > 1 ? Best(rewards) : -1;
            var advantage = best < 0 ? 0 : LeadOverSecond(rewards, best);
            if (normalize && best >= 0)
                advantage /= Deviation(rewards, convention.SampleDeviation) + convention.Epsilon;
            dense.Advantages[start..end].Clear();
            if (best >= 0)
                dense.Advantages[start + best] = T.CreateTruncating(advantage);
        }

        dense.Scatter();
    }

    private static int Best(ReadOnlySpan<T> rewards)
    {
        var best = 0;
        for (var i = 1; i < rewards.Length; i++)
        {
            if (rewards[i] > rewards[best])
                best = i;
        }

        return best;
    }

    private static double LeadOverSecond(ReadOnlySpan<T> rewards, int best)
    {
        var second = rewards[best == 0 ? 1 : 0];
        for (var i = 0; i < rewards.Length; i++)
        {
            if (i != best)
                second = T.Max(second, rewards[i]);
        }

        return double.CreateTruncating(rewards[best]) - double.CreateTruncating(second);
    }

    private static double Deviation(ReadOnlySpan<T> rewards, bool sample)
    {
        var (_, _, squares) = CentralSums(rewards);
        return Math.Sqrt(squares / (sample ? rewards.Length - 1 : rewards.Length));
    }
}
