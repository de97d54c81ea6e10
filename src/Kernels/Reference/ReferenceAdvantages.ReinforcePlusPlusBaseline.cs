using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceAdvantages
{
    /// <inheritdoc/>
    public void ReinforcePlusPlusBaseline(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages)
    {
        var whitened = new double[batch.Rewards.Length];
        DrGrpo(batch, convention, whitened);
        Whiten(whitened, batch.Scored, batch.Lengths, convention.Whitening);
        ClearConstantGroups(batch, whitened);
        whitened.CopyTo(advantages);
    }
}
