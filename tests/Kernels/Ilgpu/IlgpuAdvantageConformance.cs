using System.Numerics;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Reference;
using Rlar.Kernels.Tests.Advantages;

namespace Rlar.Kernels.Tests.Ilgpu;

/// <summary>Every estimator and convention against the reference, on whatever runs the kernels.</summary>
/// <param name="backend">What runs them.</param>
/// <param name="lengths">Lengths of batches to try.</param>
public abstract class IlgpuAdvantageConformance(IlgpuBackend backend, params int[] lengths)
{
    private static readonly ReferenceAdvantages s_reference = new();

    public static TheoryData<string> Estimators => [.. Estimator.All.Select(e => e.Name)];

    /// <summary>Rewards of which a whole group is made.</summary>
    protected virtual double[] EqualValues => [0.1, 1e-40, 1e6 + 0.1];

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Double_AllLengths_MatchesReference(string name) => Compare<double>(name, 1e-11, 1e-10);

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Float_AllLengths_MatchesReferenceToRounding(string name) => Compare<float>(name, 2e-5, 2e-6);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(70)]
    public void Grpo_UniformGroups_MatchesReference(int size)
    {
        var kernels = new IlgpuAdvantages<double>(backend);
        foreach (var groups in (int[])[1, 9])
        {
            var random = new Random(size);
            var rewards = KernelCases.Random(groups * size, size, r => r.NextDouble());
            var (expected, actual) = (new double[rewards.Length], new double[rewards.Length]);
            s_reference.Grpo(new RewardBatch<double>(rewards, GroupLayout.Uniform(groups, size)), AdvantageConvention.Verl, expected);
            kernels.Grpo(new RewardBatch<double>(rewards, GroupLayout.Uniform(groups, size)), AdvantageConvention.Verl, actual);
            Tolerance.AssertClose(expected, actual, 1e-12, 1e-11, $"{groups} x {size}");
        }
    }

    [Fact]
    public void EqualRewards_EveryEstimator_ExactlyZero()
    {
        foreach (var estimator in Estimator.All.Where(e => e.Name != "Gdpo"))
        {
            foreach (var reward in EqualValues)
            {
                // A group that is not all-equal keeps the batch's deviation above 0.
                double[] rewards = [.. Enumerable.Repeat(reward, 7), 1, 2, .. Enumerable.Repeat(reward, 35)];
                var batch = new Batch(rewards, [0, 7, 9, rewards.Length], null, [.. rewards.Select((_, i) => 1 + (i % 5))]);
                foreach (var convention in new[] { AdvantageConvention.Verl, AdvantageConvention.OpenRlhf })
                {
                    var wide = estimator.Run(new IlgpuAdvantages<double>(backend), batch, convention);
                    var narrow = estimator.Run(new IlgpuAdvantages<float>(backend), batch, convention);
                    Assert.All([.. wide[..7], .. wide[9..], .. narrow[..7], .. narrow[9..]], a => Assert.Equal(0, a));
                }
            }
        }
    }

    [Fact]
    public void Steps_TokensAndSteps_MatchReference()
    {
        var kernels = new IlgpuAdvantages<double>(backend);
        foreach (var seed in Enumerable.Range(0, 4))
        {
            var random = new Random(seed);
            int[] completions = [0, 3, 3, 10, 45, 46, 80];
            int[] groups = [0, 2, 2, 5, 6];
            var rewards = KernelCases.Random(80, seed, r => seed == 3 ? 0.7 : r.NextDouble());
            bool[] mask = seed % 2 == 0 ? [] : KernelCases.Random(80, seed, r => r.Next(4) > 0);
            var (expected, actual) = (new double[80], new double[80]);
            foreach (var convention in new[] { AdvantageConvention.Trl, AdvantageConvention.Verl })
            {
                s_reference.StepLevel(rewards, GroupLayout.Ragged(completions), GroupLayout.Ragged(groups), convention, expected);
                kernels.StepLevel(rewards, GroupLayout.Ragged(completions), GroupLayout.Ragged(groups), convention, actual);
                Tolerance.AssertClose(expected, actual, 1e-11, 1e-10, $"step-level, seed {seed}");
                var given = rewards.Select((r, i) => mask.Length == 0 || mask[i] ? r : double.NaN).ToArray();
                s_reference.ReinforcePlusPlusTokens(given, GroupLayout.Ragged(completions), mask, 0.9, convention.Whitening, expected);
                kernels.ReinforcePlusPlusTokens(given, GroupLayout.Ragged(completions), mask, 0.9, convention.Whitening, actual);
                Tolerance.AssertClose(expected, actual, 1e-11, 1e-10, $"tokens, seed {seed}");
            }
        }
    }

    [Fact]
    public void NotFinite_AnyEstimator_NamesItsIndex()
    {
        var batch = Batch.Random(new Random(5), 40, 9, masked: false, ties: false);
        foreach (var bad in new[] { double.NaN, double.PositiveInfinity, 2e150 })
        {
            batch.Rewards[23] = bad;
            foreach (var estimator in Estimator.All)
            {
                var error = Assert.Throws<KernelException>(() => estimator.Run(new IlgpuAdvantages<double>(backend), batch, AdvantageConvention.Trl));
                Assert.Equal(23, error.Index);
            }
        }
    }

    private void Compare<T>(string name, double absolute, double relative)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var estimator = Estimator.All.Single(e => e.Name == name);
        var kernels = new IlgpuAdvantages<T>(backend);
        var random = new Random(7);
        foreach (var (round, length) in lengths.Index())
        {
            var batch = Batch.Random(random, length, round % 3 == 0 ? 4 : 70, masked: round % 2 == 1, ties: round % 5 == 2);
            foreach (var (convention, value) in Estimator.Conventions)
            {
                var expected = estimator.Run(s_reference, batch, value);
                var actual = estimator.Run(kernels, batch, value);
                Tolerance.AssertClose(expected, actual, absolute, relative, $"{name} {convention} length {length}");
            }
        }
    }
}
