using System.Text.Json;
using Rlar.Kernels.Normalization;
using static Rlar.Kernels.Tests.KernelCases;

namespace Rlar.Kernels.Tests.Normalization;

public sealed class RunningStateTests
{
    [Fact]
    public void Merge_AnySplit_IsTheBatch()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var rewards = Random(1 + random.Next(400), seed, r => (seed % 3 == 0 ? 1e6 : 0) + r.NextDouble());
            var (merged, added) = (default(RunningMoments), default(RunningMoments));
            var range = default(RunningRange);
            for (int start = 0, end; start < rewards.Length; start = end)
            {
                end = Math.Min(rewards.Length, start + random.Next(50));
                merged = merged.Merge(Normalizations[1].Moments(rewards.AsSpan(start..end), []));
                range = range.Merge(Normalizations[1].Range(rewards.AsSpan(start..end), []));
            }

            foreach (var reward in rewards)
                added = added.Add(reward);
            var (mean, squares) = Oracle(rewards);

            // The condition number of a variance is mean / deviation: that many digits go whatever the algorithm.
            var condition = squares == 0 ? 1 : squares * (1 + (mean / Math.Sqrt(squares / rewards.Length)));
            foreach (var state in new[] { merged, added })
            {
                Assert.Equal(rewards.Length, state.Count);
                Close(mean, state.Mean, mean * 100, $"mean, seed {seed}");
                Close(squares, state.M2, condition, $"M2, seed {seed}");
            }

            Assert.Equal(new RunningRange(rewards.Length, rewards.Min(), rewards.Max()), range);
        }
    }

    /// <summary>The report's moments and a running state are one formula.</summary>
    [Fact]
    public void Add_AnyRewards_IsWelfordsStep()
    {
        var rewards = Random(1000, 7, r => 1e6 + r.NextDouble());
        var state = default(RunningMoments);
        double mean = 0, m2 = 0;
        for (var i = 0; i < rewards.Length; i++)
        {
            state = state.Add(rewards[i]);
            Welford.Add(rewards[i], i + 1, ref mean, ref m2);
        }

        Assert.Equal(new RunningMoments(rewards.Length, mean, m2), state);
    }

    [Fact]
    public void Add_EqualRewards_KeepTheirValueAndM2Exactly0()
    {
        var state = default(RunningMoments);
        for (var i = 0; i < 1000; i++)
            state = state.Add(0.1);
        Assert.Equal((0.1, 0.0), (state.Mean, state.M2));
    }

    [Fact]
    public void Merge_EqualRewards_KeepTheirValueAndM2Exactly0()
    {
        var state = default(RunningMoments);
        for (var i = 0; i < 1000; i++)
            state = state.Merge(Normalizations[i % 2].Moments(Enumerable.Repeat(0.1, 1 + (i % 9)).ToArray(), []));
        Assert.Equal((0.1, 0.0), (state.Mean, state.M2));
    }

    [Fact]
    public void Json_RoundTrip_IsExact()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var rewards = Random(1 + seed, seed, r => (r.NextDouble() - 0.5) * Math.Pow(10, r.Next(-300, 140)));
            var moments = Normalizations[0].Moments(rewards, []);
            var range = Normalizations[0].Range(rewards, []);
            Assert.Equal(moments, JsonSerializer.Deserialize<RunningMoments>(JsonSerializer.Serialize(moments)));
            Assert.Equal(range, JsonSerializer.Deserialize<RunningRange>(JsonSerializer.Serialize(range)));
        }
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, -1)]
    [InlineData(2, double.NaN, 0)]
    [InlineData(2, 0, double.PositiveInfinity)]
    public void Moments_ImpossibleState_IsRefused(long count, double mean, double m2) =>
        Assert.Throws<KernelException>(() => new RunningMoments(count, mean, m2));

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(0, 0, 1)]
    [InlineData(2, 1, 0)]
    [InlineData(2, double.NaN, 0)]
    public void Range_ImpossibleState_IsRefused(long count, double min, double max) =>
        Assert.Throws<KernelException>(() => new RunningRange(count, min, max));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e151)]
    public void Add_NoReward_IsRefused(double value) => Assert.Throws<KernelException>(() => default(RunningMoments).Add(value));

    [Fact]
    public void Deviation_KnownRewards_DividesByNOrNMinus1()
    {
        var state = Normalizations[1].Moments([1, 2, 3, 4], []);
        Assert.Equal(Math.Sqrt(5 / 3.0), state.Deviation(sample: true));
        Assert.Equal(Math.Sqrt(5 / 4.0), state.Deviation(sample: false));
        Assert.Equal(0, default(RunningMoments).Add(3).Deviation(sample: true));
    }
}
