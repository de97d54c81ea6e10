using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceAdvantages
{
    /// <inheritdoc/>
    public void ReinforcePlusPlusTokens(
        ReadOnlySpan<double> rewards, GroupLayout sequences, ReadOnlySpan<bool> mask, double gamma, Whitening whitening, Span<double> advantages)
    {
        RewardError.ThrowIfBad(rewards, mask);
        for (var s = 0; s < sequences.Count; s++)
        {
            var (start, end) = sequences[s];
            double running = 0;
            for (var t = end - 1; t >= start; t--)
            {
                if (IsScored(mask, t))
                    running = rewards[t] + gamma * running;
                advantages[t] = running;
            }
        }

        Whiten(advantages, mask, lengths: default, whitening);
    }

    /// <inheritdoc/>
    public void StepLevel(
        ReadOnlySpan<double> stepRewards, GroupLayout completions, GroupLayout groups, AdvantageConvention convention, Span<double> advantages)
    {
        RewardError.ThrowIfBad(stepRewards);
        for (var g = 0; g < groups.Count; g++)
        {
            var (first, last) = groups[g];
            if (first == last)
                continue;
            var steps = (completions[first].Start, completions[last - 1].End);
            var moments = Moments(stepRewards, default, steps);
            var scale = 1 / (moments.Deviation(convention.SampleDeviation) + convention.Epsilon);
            var transform = GroupTransform.Centred(moments, convention.GroupOfOne, scale, 1 / (1 + convention.Epsilon));
            for (var c = first; c < last; c++)
            {
                var (start, end) = completions[c];
                double following = 0;
                for (var t = end - 1; t >= start; t--)
                    advantages[t] = following += transform.Apply(stepRewards[t]);
            }
        }
    }
}
