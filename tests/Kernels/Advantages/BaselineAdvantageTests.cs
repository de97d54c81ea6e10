using System.Numerics;
using System.Text.Json;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Reference;
using Rlar.Kernels.Tests.Losses;
using Rlar.Tests;

namespace Rlar.Kernels.Tests.Advantages;

/// <summary>The estimators with other baselines in all backends, the PTX among them: peers' goldens, numbers by hand, properties, and the reference's numbers.</summary>
public sealed class BaselineAdvantageTests
{
    private static readonly IBaselineAdvantageKernels<double>[] s_backends =
    [
        new ReferenceBaselineAdvantages(),
        new CpuBaselineAdvantages<double>(new CpuBackend(new CpuOptions { Threads = 2 })),
        new IlgpuBaselineAdvantages<double>(KernelCases.Ptx),
    ];

    [Fact]
    public void PeerAdvantages_ReMaxTokenBaselinesAndGae_MatchThePeer()
    {
        var compared = 0;
        foreach (var row in SharedData.Rows("peer_advantages_dev.jsonl.gz"))
        {
            var operation = row.GetProperty("op").GetString()!["advantage/".Length..];
            if (operation is not ("remax" or "optimal_token_baseline" or "tir_optimal_token_baseline" or "gae"))
                continue;
            foreach (var kernels in s_backends)
                CheckPeer(kernels, row, operation);
            compared++;
        }

        Assert.Equal(8, compared);
    }

    private static void CheckPeer(IBaselineAdvantageKernels<double> kernels, JsonElement row, string operation)
    {
        var inputs = row.GetProperty("inputs");
        double[] Flat(string name) => PeerLoss.Flat(inputs.GetProperty(name));
        var mask = Array.ConvertAll(Flat("response_mask"), m => m != 0);
        var count = inputs.GetProperty("response_mask").GetArrayLength();
        var completions = GroupLayout.Uniform(count, mask.Length / count);
        var actual = new double[mask.Length];
        if (operation == "remax")
        {
            kernels.ReMaxTokens(Flat("token_level_rewards"), completions, mask, Flat("reward_baselines"), actual);
        }
        else if (operation == "gae")
        {
            var (options, returns) = (row.GetProperty("options"), new double[mask.Length]);
            var (gamma, lambda) = (options.GetProperty("gamma").GetDouble(), options.GetProperty("lam").GetDouble());
            kernels.GeneralizedAdvantage(Flat("token_level_rewards"), Flat("values"), completions, mask, gamma, lambda, actual, returns);
            var targets = PeerLoss.Flat(row.GetProperty("expected").GetProperty("returns"));
            for (var i = 0; i < targets.Length; i++)
                Assert.Equal(mask[i] ? targets[i] : 0, returns[i], 1e-9 + (2 * row.GetProperty("exact_deviation").GetDouble()));
            new ReferenceAdvantages().ReinforcePlusPlusTokens((double[])actual.Clone(), completions, mask, 0, Whitening.Verl, actual);
        }
        else
        {
            var index = Flat("index");
            int[] offsets = [0, .. Enumerable.Range(1, count).Where(i => i == count || index[i] != index[i - 1])];
            var weights = inputs.TryGetProperty("rollout_is_weights", out var given) ? PeerLoss.Flat(given) : [];
            var tokens = new TokenBaselineBatch<double>(
                Flat("token_level_rewards"), completions, GroupLayout.Ragged(offsets), mask, Flat("old_log_probs"), Flat("sum_pi_squared"), weights);
            kernels.OptimalTokenBaseline(tokens, new TokenBaselineOptions { CountsOwnTokens = operation.StartsWith("tir", StringComparison.Ordinal) }, actual);
        }

        var expected = PeerLoss.Flat(row.GetProperty("expected").GetProperty("advantages"));
        var tolerance = 1e-9 + (2 * row.GetProperty("exact_deviation").GetDouble());
        for (var i = 0; i < expected.Length; i++)
        {
            // verl leaves the bare return at masked tokens, which its loss then masks.
            var wanted = mask[i] ? expected[i] : 0;
            Assert.True(Math.Abs(wanted - actual[i]) <= tolerance, $"{row.GetProperty("id")} {kernels.GetType().Name}: [{i}] expected {wanted:R}, got {actual[i]:R}");
        }
    }

    [Fact]
    public void MaxRl_OneOfFourSolves_DividesByTheMean()
    {
        foreach (var kernels in s_backends)
        {
            Assert.Equal([3, -1, -1, -1], Run(kernels.MaxRl, [1, 0, 0, 0]));
            Assert.Equal([0, 0, 0, 0], Run(kernels.MaxRl, [0, 0, 0, 0]));
            Assert.Equal([0, 0], Run(kernels.MaxRl, [-1, 0]));
            Assert.Equal([0.7], Run(kernels.MaxRl, [0.7], AdvantageConvention.SkyRl));
            Assert.Equal([0], Run(kernels.MaxRl, [0.7], AdvantageConvention.PrimeRl));
            Tolerance.AssertClose([0.5 / (0.5 + 1e-6), -0.5 / (0.5 + 1e-6)], Run(kernels.MaxRl, [1, 0], AdvantageConvention.SkyRl), 1e-15, 1e-15, "SkyRL");
        }
    }

    [Fact]
    public void OptimalValue_TwoRewards_IsTheLogMeanExp()
    {
        double[] rewards = [1, 0];
        var value = 0.5 * Math.Log((Math.Exp(2) + 1) / 2);
        var actual = new double[2];
        foreach (var kernels in s_backends)
        {
            kernels.OptimalValue(new RewardBatch<double>(rewards, GroupLayout.Uniform(1, 2)), 0.5, actual);
            Tolerance.AssertClose([1 - value, -value], actual, 1e-15, 1e-15, "A*PO");
            kernels.OptimalValue(new RewardBatch<double>([1e6, 1e6 + 1], GroupLayout.Uniform(1, 2)), 0.01, actual);
            Tolerance.AssertClose([-1 + (0.01 * Math.Log(2)), 0.01 * Math.Log(2)], actual, 1e-9, 0, "no overflow");
            Assert.Throws<KernelException>(() => kernels.OptimalValue(new RewardBatch<double>(rewards, GroupLayout.Uniform(1, 2)), 0, actual));
        }
    }

    [Fact]
    public void ReMax_GreedyRewardOfEachPrompt_IsSubtracted()
    {
        var actual = new double[3];
        foreach (var kernels in s_backends)
        {
            kernels.ReMax(new RewardBatch<double>([1, double.NaN, 0.25], GroupLayout.Ragged([0, 2, 3]), [true, false, true]), [0.5, 1], actual);
            Assert.Equal([0.5, 0, -0.75], actual);
            Assert.Equal(1, Assert.Throws<KernelException>(
                () => kernels.ReMax(new RewardBatch<double>([1, 2], GroupLayout.Uniform(2, 1)), [0, double.NaN], actual.AsSpan(0, 2))).Index);
        }
    }

    [Fact]
    public void RoleAverage_TwoRoles_EachHasItsOwnBeforeItsUpdate()
    {
        foreach (var kernels in s_backends)
        {
            var (averages, actual) = (new double[2], new double[5]);
            kernels.RoleAverage(new RewardBatch<double>([1, -1, 1, 7, 0], GroupLayout.Uniform(1, 5), [true, true, true, false, true]), [0, 1, 0, 0, 1], 0.9, averages, actual);
            Tolerance.AssertClose([1, -1, 0.9, 0, 0.1], actual, 1e-15, 0, "advantages");
            Tolerance.AssertClose([0.19, -0.09], averages, 1e-15, 0, "averages");
            Assert.Equal(1, Assert.Throws<KernelException>(
                () => kernels.RoleAverage(new RewardBatch<double>([1, 1], GroupLayout.Uniform(1, 2)), [0, 2], 0.9, averages, actual.AsSpan(0, 2))).Index);
        }
    }

    // With lambda 1 the advantage is the return less the value; with lambda 0 the difference of one step.
    [Fact]
    public void GeneralizedAdvantage_LambdaAtItsEnds_IsTheReturnAndTheOneStepDifference()
    {
        var (actual, returns) = (new double[4], new double[4]);
        foreach (var kernels in s_backends)
        {
            kernels.GeneralizedAdvantage([1, double.NaN, 2, 4], [0.5, double.NaN, 0.25, 1], GroupLayout.Ragged([0, 3, 4]), [true, false, true, true], 0.5, 1, actual, returns);
            Assert.Equal([1 + (0.5 * 2) - 0.5, 0, 1.75, 3], actual);
            Assert.Equal([2, 0, 2, 4], returns);
            kernels.GeneralizedAdvantage([1, double.NaN, 2, 4], [0.5, double.NaN, 0.25, 1], GroupLayout.Ragged([0, 3, 4]), [true, false, true, true], 0.5, 0, actual, default);
            Assert.Equal([1 + (0.5 * 0.25) - 0.5, 0, 1.75, 3], actual);
            Assert.Equal(1, Assert.Throws<KernelException>(
                () => kernels.GeneralizedAdvantage([1, 1], [1, double.NaN], GroupLayout.Uniform(1, 2), default, 1, 1, new double[2], default)).Index);
            Assert.Throws<KernelException>(() => kernels.GeneralizedAdvantage([1], [1], GroupLayout.Uniform(1, 1), default, 1.5, 1, new double[1], default));
        }
    }

    [Fact]
    public void Hierarchical_SubgroupsOfAGroup_EachHasItsOwnMean()
    {
        var actual = new double[6];
        foreach (var kernels in s_backends)
        {
            kernels.Hierarchical(new RewardBatch<double>([1, 5, 0, 7, 2, 4], GroupLayout.Ragged([0, 5, 6])), [0, 1, 0, 1, 2, 0], AdvantageConvention.PrimeRl, actual);
            Assert.Equal([0.5, -1, -0.5, 1, 0, 0], actual);
        }
    }

    [Fact]
    public void Estimators_AllEqualGroups_AreExactlyZero()
    {
        foreach (var kernels in s_backends)
        {
            foreach (var reward in new[] { 0.1, 1 / 3.0, 1e6 + 0.1 })
            {
                var rewards = Enumerable.Repeat(reward, 7).ToArray();
                Assert.All(Run(kernels.MaxRl, rewards), a => Assert.Equal(0, a));
                var actual = new double[7];
                kernels.OptimalValue(new RewardBatch<double>(rewards, GroupLayout.Uniform(1, 7)), 0.5, actual);
                Assert.All(actual, a => Assert.Equal(0, a));
                kernels.Hierarchical(new RewardBatch<double>(rewards, GroupLayout.Uniform(1, 7)), new int[7], AdvantageConvention.PrimeRl, actual);
                Assert.All(actual, a => Assert.Equal(0, a));

                // Outcome rewards at the ends of completions of 1 to 3 tokens.
                var tokens = new TokenBaselineBatch<double>(
                    [reward, 0, reward, 0, 0, reward], GroupLayout.Ragged([0, 1, 3, 6]), GroupLayout.Uniform(1, 3), default, [-1, -2, -0.5, -1, -3, -0.1],
                    [0.5, 0.3, 0.4, 0.5, 0.2, 0.8]);
                kernels.OptimalTokenBaseline(tokens, new TokenBaselineOptions(), actual.AsSpan(0, 6));
                Assert.All(actual[..6], a => Assert.Equal(0, a));
            }
        }
    }

    [Fact]
    public void Estimators_RewardThatIsNone_IsRefusedWithItsIndex()
    {
        foreach (var kernels in s_backends)
        {
            Assert.Equal(2, Assert.Throws<KernelException>(() => Run(kernels.MaxRl, [1, 0, double.NaN])).Index);
            Assert.Equal(1, Assert.Throws<KernelException>(() => kernels.OptimalTokenBaseline(
                new TokenBaselineBatch<double>([1, 1], GroupLayout.Uniform(2, 1), GroupLayout.Uniform(1, 2), default, [-1, double.NaN], [1, 1]),
                new TokenBaselineOptions(), new double[2])).Index);
        }
    }

    [Fact]
    public void Cpu_LargeBatches_AreTheReference()
    {
        using var backend = new CpuBackend(new CpuOptions { Threads = 3 });
        AreTheReference(5000, 9, new CpuBaselineAdvantages<double>(backend), 0);
        AreTheReference(5000, 9, new CpuBaselineAdvantages<float>(backend), 1e-6);
    }

    [Fact]
    public void Ptx_RandomBatches_AreTheReference()
    {
        foreach (var longest in new[] { 4, 50 })
        {
            AreTheReference(16, longest, new IlgpuBaselineAdvantages<double>(KernelCases.Ptx), 1e-13);
            AreTheReference(8, longest, new IlgpuBaselineAdvantages<float>(KernelCases.Ptx), 1e-6);
        }
    }

    private static void AreTheReference<T>(int groups, int longest, IBaselineAdvantageKernels<T> tested, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(3);
        int[] offsets = [0, .. Enumerable.Range(0, groups).Select(_ => random.Next(longest)).Aggregate(new List<int>(), (all, n) => [.. all, n + all.LastOrDefault()])];
        var n = offsets[^1];
        var rewards = Enumerable.Range(0, n).Select(_ => (double)(float)random.NextDouble()).ToArray();
        var scored = Enumerable.Range(0, n).Select(_ => random.Next(5) > 0).ToArray();
        var labels = Enumerable.Range(0, n).Select(_ => random.Next(3)).ToArray();
        var greedy = Enumerable.Range(0, offsets.Length - 1).Select(_ => (double)(float)random.NextDouble()).ToArray();
        var (expected, actual) = (All(new ReferenceBaselineAdvantages()), All(tested));
        for (var k = 0; k < expected.Length; k++)
            Tolerance.AssertClose(expected[k], actual[k], tolerance, tolerance, $"estimator {k}");

        double[][] All<TElement>(IBaselineAdvantageKernels<TElement> kernels)
            where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
        {
            var converted = Array.ConvertAll(rewards, TElement.CreateTruncating);
            var results = new List<double[]>();
            void Add(Action<TElement[]> run)
            {
                var advantages = new TElement[n];
                run(advantages);
                results.Add(Array.ConvertAll(advantages, double.CreateTruncating));
            }

            RewardBatch<TElement> Batch() => new(converted, GroupLayout.Ragged(offsets), scored);
            Add(a => kernels.MaxRl(Batch(), AdvantageConvention.SkyRl, a));
            Add(a => kernels.OptimalValue(Batch(), 0.5, a));
            Add(a => kernels.ReMax(Batch(), Array.ConvertAll(greedy, TElement.CreateTruncating), a));
            Add(a => kernels.ReMaxTokens(converted, GroupLayout.Ragged(offsets), scored, Array.ConvertAll(greedy, TElement.CreateTruncating), a));
            var returns = new TElement[n];
            Add(a => kernels.GeneralizedAdvantage(converted, converted, GroupLayout.Ragged(offsets), scored, 0.99, 0.95, a, returns));
            results.Add(Array.ConvertAll(returns, double.CreateTruncating));
            Add(a => kernels.GeneralizedAdvantage(converted, converted, GroupLayout.Ragged(offsets), default, 1, 1, a, default));
            Add(a => kernels.Hierarchical(Batch(), labels, AdvantageConvention.PrimeRl, a));
            var averages = new double[3];
            Add(a => kernels.RoleAverage(Batch(), labels, 0.95, averages, a));
            results.Add(averages);
            Add(a => kernels.OptimalTokenBaseline(
                new TokenBaselineBatch<TElement>(
                    converted, GroupLayout.Ragged(offsets), GroupLayout.Uniform((offsets.Length - 1) / 4, 4), scored,
                    Array.ConvertAll(rewards, r => TElement.CreateTruncating(-r)), converted),
                new TokenBaselineOptions { CountsOwnTokens = true }, a));
            Add(a => kernels.OptimalTokenBaseline(
                new TokenBaselineBatch<TElement>(
                    converted, GroupLayout.Ragged(offsets), GroupLayout.Uniform((offsets.Length - 1) / 4, 4), default,
                    Array.ConvertAll(rewards, r => TElement.CreateTruncating(-r)), converted, converted),
                new TokenBaselineOptions { ClearsTail = false }, a));
            return [.. results];
        }
    }

    private delegate void GroupEstimator(in RewardBatch<double> batch, AdvantageConvention convention, Span<double> advantages);

    private static double[] Run(GroupEstimator estimator, double[] rewards, AdvantageConvention? convention = null)
    {
        var advantages = new double[rewards.Length];
        estimator(new RewardBatch<double>(rewards, GroupLayout.Uniform(1, rewards.Length)), convention ?? AdvantageConvention.PrimeRl, advantages);
        return advantages;
    }
}
