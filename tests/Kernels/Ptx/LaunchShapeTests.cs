using Rlar.Kernels.Advantages;
using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Reference;
using Rlar.Kernels.Tests.Advantages;
using Rlar.Kernels.Tests.Ilgpu;
using Rlar.Kernels.Tests.Losses;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>The bits of a result depend on the batch alone: not on the block's size, and not on whether the C# is run or the PTX made of it.</summary>
public sealed class LaunchShapeTests(PtxFixture ptx, EmulatorFixture emulator) : IClassFixture<PtxFixture>, IClassFixture<EmulatorFixture>
{
    public static TheoryData<string> Estimators => [.. Estimator.All.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Advantages_AnyBlockAndMachine_SameBits(string name)
    {
        var estimator = new Estimator(name);
        foreach (var (length, longest) in new[] { (45, 5), (150, 90) })
        {
            var batch = Batch.Random(new Random(length), length, longest, masked: length > 100, ties: false);
            var first = estimator.Run(new IlgpuAdvantages<double>(ptx.Backend), batch, AdvantageConvention.Verl);
            Assert.Equal(first, estimator.Run(new IlgpuAdvantages<double>(emulator.Backend), batch, AdvantageConvention.Verl));
            foreach (var threads in new[] { 32, 128, 256 })
            {
                using var other = PtxFixture.Create(new PtxLauncher(contracts: false), threads);
                Assert.Equal(first, estimator.Run(new IlgpuAdvantages<double>(other), batch, AdvantageConvention.Verl));
            }
        }
    }

    // One tree, whether its values meet in shared memory or in registers.
    [Fact]
    public void Advantages_ByShufflesAndInSharedMemory_SameBits()
    {
        using var warps = PtxFixture.Create(new PtxLauncher(contracts: false), threads: 64, usesShuffles: true);
        foreach (var (longest, masked) in new[] { (3, false), (8, true), (20, false), (32, true) })
        {
            var batch = Batch.Random(new Random(longest), 70, longest, masked, ties: longest == 8);
            foreach (var estimator in Estimator.All)
            {
                foreach (var (_, convention) in Estimator.Conventions)
                {
                    Assert.Equal(
                        estimator.Run(new IlgpuAdvantages<double>(ptx.Backend), batch, convention),
                        estimator.Run(new IlgpuAdvantages<double>(warps), batch, convention));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(PolicyLossPropertyTests.Losses), MemberType = typeof(PolicyLossPropertyTests))]
    public void PolicyLosses_AnyBlockAndMachine_SameBits(string loss)
    {
        var (batch, options) = (LossCase.Random(19, 2, 40), LossCase.Losses[loss]);
        var (result, gradients, _) = batch.Run(new IlgpuPolicyLosses<double>(ptx.Backend), options);
        using var wide = PtxFixture.Create(new PtxLauncher(contracts: false), threads: 128);
        IlgpuBackend[] others = loss is "gspo-kl-ratio" or "vespo" or "dppo-kl" ? [wide, emulator.Backend] : [wide];
        foreach (var backend in others)
        {
            var other = batch.Run(new IlgpuPolicyLosses<double>(backend), options);
            Assert.Equal(result, other.Result);
            Assert.Equal(gradients, other.Gradients);
        }
    }

    // Two levels of merges, the second of them with one part that stands alone.
    [Fact]
    public void Moments_ManyChunks_SameBitsAndNoLoss()
    {
        var rewards = KernelCases.Random((3 * MomentsBodies.Chunk) + 1, 5, r => 1e6 + r.NextDouble());
        var expected = new ReferenceNormalization().Moments(rewards, []);
        var moments = new IlgpuNormalization(ptx.Backend).Moments(rewards, []);
        Assert.Equal(expected.Count, moments.Count);
        Assert.Equal(expected.Mean, moments.Mean, 1e-9);
        Assert.Equal(1, moments.M2 / expected.M2, 1e-9);
        using var other = PtxFixture.Create(new PtxLauncher(contracts: false), threads: 256);
        Assert.Equal(moments, new IlgpuNormalization(other).Moments(rewards, []));
    }

    [Fact]
    public void MergeTree_EveryWidth_IsTheSameForGroupsThatFit()
    {
        for (var longest = 0; longest < 70; longest++)
        {
            var width = Team.WidthFor(longest);
            Assert.True(width >= Math.Min(longest, Team.Lanes) && int.IsPow2(width), $"{longest}: {width}");
        }
    }

    [Fact]
    public void RunningMoments_MergedBatches_AreThoseOfAll()
    {
        var kernels = new IlgpuNormalization(ptx.Backend);
        var rewards = KernelCases.Random(90, 8, r => r.NextDouble());
        var merged = default(RunningMoments).Merge(kernels.Moments(rewards.AsSpan(0, 40), [])).Merge(kernels.Moments(rewards.AsSpan(40), []));
        var all = kernels.Moments(rewards, []);
        Assert.Equal(all.Count, merged.Count);
        Assert.Equal(all.Mean, merged.Mean, 1e-14);
        Assert.Equal(all.M2, merged.M2, 1e-12);
    }
}
