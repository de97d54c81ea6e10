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
}
