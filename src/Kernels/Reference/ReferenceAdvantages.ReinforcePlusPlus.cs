using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceAdvantages
{
    /// <inheritdoc/>
    public void ReinforcePlusPlus(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages)
    {
        RewardError.ThrowIfBad(batch.Rewards, batch.Scored);
        var whitened = batch.Rewards.ToArray();
        Whiten(whitened, batch.Scored, batch.Lengths, convention.Whitening);
        ClearConstantGroups(batch, whitened);
        whitened.CopyTo(advantages);
    }

    /// <summary>Holds the rule that an all-equal group has advantage 0 where a whitening moved it away from there.</summary>
    private static void ClearConstantGroups(in RewardBatch<double> batch, Span<double> advantages)
    {
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            var range = batch.Groups[g];
            if (Moments(batch.Rewards, batch.Scored, range).IsConstant)
                advantages[range.Start..range.End].Clear();
        }
    }
}
