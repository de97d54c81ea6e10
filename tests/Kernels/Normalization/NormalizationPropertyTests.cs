using Rlar.Kernels.Normalization;
using static Rlar.Kernels.Tests.KernelCases;

namespace Rlar.Kernels.Tests.Normalization;

public sealed class NormalizationPropertyTests
{
    private static readonly ZScoreOptions Sharp = new() { Epsilon = 1e-300 };

    public static TheoryData<int> Backends => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Backends))]
    public void ZScore_ShiftAndScale_LeaveItAlone(int backend)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var rewards = Random(2 + (seed % 60), seed, r => r.NextDouble());
            var (plain, moved) = (new double[rewards.Length], new double[rewards.Length]);
            Normalizations[backend].ZScore(rewards, [], Sharp, plain);
            Normalizations[backend].ZScore(rewards.Select(r => (64 * r) + 3).ToArray(), [], Sharp, moved);
            Close(plain, moved, 100, $"seed {seed}");
            Close(0, plain.Sum(), rewards.Length, $"sum, seed {seed}");
            Close(plain.Length - 1, plain.Sum(z => z * z), rewards.Length, $"squares, seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Rank_PermutationAndIncreasingMap_CarryOver(int backend)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var rewards = Random(1 + (seed % 60), seed, r => (double)r.Next(20));
            var order = Enumerable.Range(0, rewards.Length).ToArray();
            new Random(seed).Shuffle(order);
            var (plain, permuted, mapped) = (new double[rewards.Length], new double[rewards.Length], new double[rewards.Length]);
            Normalizations[backend].Rank(rewards, [], RankScale.Centred, plain);
            Normalizations[backend].Rank(order.Select(o => rewards[o]).ToArray(), [], RankScale.Centred, permuted);
            Normalizations[backend].Rank(rewards.Select(Math.Exp).ToArray(), [], RankScale.Centred, mapped);
            Assert.Equal(order.Select(o => plain[o]), permuted);
            Assert.Equal(plain, mapped);
            Close(0, plain.Sum(), rewards.Length, $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void ZScore_ConstantBatch_IsExactly0(int backend)
    {
        // Seven times 0.1 sums to 0.7 - 1 ulp: without care the z-score at eps 1e-8 is far from 0.
        foreach (var value in new[] { 0.1, 0.7, 1e6 + 0.1, -1e150, 5e-324, 10.1, 1 / 3.0 })
        {
            for (var n = 1; n <= 64; n++)
            {
                var rewards = Enumerable.Repeat(value, n).ToArray();
                Assert.Equal(new RunningMoments(n, value, 0), Normalizations[backend].Moments(rewards, []));
                Normalizations[backend].ZScore(rewards, [], new ZScoreOptions { Epsilon = 1e-300 }, rewards);
                Assert.All(rewards, z => Assert.Equal(0, z));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Masks_WhatIsMasked_NeitherMattersNorIsRead(int backend)
    {
        var kernels = Normalizations[backend];
        foreach (var (rewards, scored) in Lengths.Take(100).SelectMany(n => Batches(n, 3)).Where(b => b.Scored.Length > 0))
        {
            Action<double[], bool[], double[]>[] operations =
            [
                (r, s, to) => kernels.ZScore(r, s, ZScoreOptions.Default, to),
                (r, s, to) => kernels.MinMax(r, s, 0.5, to),
                (r, s, to) => kernels.Rank(r, s, RankScale.Unit, to),
            ];
            var compact = Select(rewards, scored);
            foreach (var operation in operations)
            {
                var (masked, alone) = (new double[rewards.Length], new double[compact.Length]);
                operation(rewards, scored, masked);
                operation(compact, [], alone);
                Close(alone, Select(masked, scored), compact.Length == 0 ? 1 : 1 + (compact.Max(Math.Abs) / 1e-4), "scored");
                Assert.All(masked.Where((_, i) => !scored[i]), m => Assert.Equal(0, m));
            }
        }
    }
}
