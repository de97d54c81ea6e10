using Rlar.Kernels.Advantages;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Reference;

namespace Rlar.Kernels.Tests.Advantages;

/// <summary>A completion without tokens has none to carry an advantage, where tokens are what is weighed.</summary>
public sealed class EmptyCompletionTests
{
    [Theory]
    [InlineData(new[] { 0, 0, 0, 0 }, new[] { true, true, true, true })]
    [InlineData(new[] { 0, 3, 2, 5 }, new[] { true, false, false, false })]
    [InlineData(new[] { 0, 3, 0, 0 }, new[] { true, true, true, true })] // one token's value is the mean of all
    public void WhiteningByToken_WithoutTokens_IsZero(int[] lengths, bool[] isZero)
    {
        double[] rewards = [1, 0, 0.5, 0.25];
        using var backend = new CpuBackend();
        foreach (var convention in (AdvantageConvention[])[AdvantageConvention.OpenRlhf, AdvantageConvention.Verl, AdvantageConvention.NeMoRl])
        {
            foreach (var kernels in (IAdvantageKernels<double>[])[new ReferenceAdvantages(), new CpuAdvantages<double>(backend)])
            {
                var advantages = new double[4];
                kernels.ReinforcePlusPlus(new RewardBatch<double>(rewards, GroupLayout.Uniform(1, 4), default, lengths), convention, advantages);
                Assert.All(advantages, value => Assert.True(double.IsFinite(value)));
                for (var i = 0; i < 4; i++)
                    Assert.Equal(isZero[i], Math.Abs(advantages[i]) < 1e-6);
            }
        }
    }
}
