using Rlar.Kernels.Advantages;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Reference;

namespace Rlar.Kernels.Tests.Advantages;

/// <summary>
/// Float rewards in float. An advantage is off by at most <see cref="Bound"/> halves of a unit in the last place of the group's spread, times the
/// scale. The difference from the origin gives 1 of them, the mean 9 for its sum and 2 for its factor, the centring 1. The scale gives 11/2 for
/// the sum of squares, in which an error of the mean cancels to first order, and 5 for quotient, root, eps, reciprocal and product.
/// </summary>
public sealed class FloatGroupTests
{
    private const double Bound = 24;

    private static readonly ReferenceAdvantages s_reference = new();

    private static readonly string[] s_rules = ["Grpo", "DrGrpo", "Rloo", "Gpg"];

    public static TheoryData<int> Sizes => [1, 2, 3, 4, 5, 8, 12, 15, 16, 17, 31, 33, 64, 65, 100, 255, 256, 257, 600];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Group_AnyLayoutAndPath_SameBitsWithinTheBound(int size)
    {
        var random = new Random(size);
        foreach (var (shift, spread) in new (double, double)[] { (0, 1), (1000, 0.01), (-3e30, 1e29), (0, 1e20), (0, 1e38), (1e-30, 1e-30) })
        {
            var rewards = new float[size * 83];
            for (var i = 0; i < rewards.Length; i++)
                rewards[i] = (float)(shift + spread * (random.NextDouble() - 0.5));
            // One group whose squares leave float's range, among others.
            rewards[size * 40] = 1e30f;
            foreach (var rule in s_rules)
            {
                foreach (var convention in new[] { AdvantageConvention.Trl, AdvantageConvention.Verl })
                    Check(rule, convention, rewards, size);
            }
        }
    }

    [Fact]
    public void EqualRewards_AnySize_ExactlyZero()
    {
        foreach (var kernels in Kernels())
        {
            foreach (var size in Enumerable.Range(2, 300))
            {
                foreach (var reward in new[] { 0.1f, -1e-40f, 3e38f })
                {
                    var advantages = Enumerable.Repeat(reward, size * 17).ToArray();
                    kernels.Grpo(new RewardBatch<float>(advantages, GroupLayout.Uniform(17, size)), AdvantageConvention.OpenRlhf, advantages);
                    Assert.All(advantages, a => Assert.Equal(0f, a));
                }
            }
        }
    }

    [Fact]
    public void NotFinite_AnyPlaceAndSize_NamesItsIndex()
    {
        foreach (var kernels in Kernels())
        {
            foreach (var size in new[] { 1, 4, 7, 8, 16, 20, 64, 300 })
            {
                var rewards = new float[size * 40];
                foreach (var (index, bad) in new[] { (0, float.NaN), (size * 19 + size / 2, float.PositiveInfinity), (rewards.Length - 1, float.NegativeInfinity) })
                {
                    rewards[index] = bad;
                    var error = Assert.Throws<KernelException>(
                        () => kernels.Grpo(new RewardBatch<float>(rewards, GroupLayout.Uniform(40, size)), AdvantageConvention.Verl, new float[rewards.Length]));
                    Assert.Contains($"rewards[{index}]", error.Message, StringComparison.Ordinal);
                    rewards[index] = 0;
                }
            }
        }
    }

    [Fact]
    public void Epsilon_OutsideFloat_MatchesReference()
    {
        var rewards = Enumerable.Range(0, 64).Select(i => (float)(i * 7 % 5)).ToArray();
        foreach (var epsilon in new[] { 1e-60, 1e-40, 1e30, 1e60 })
        {
            var convention = new AdvantageConvention { Epsilon = epsilon };
            var expected = new double[rewards.Length];
            s_reference.Grpo(new RewardBatch<double>(Array.ConvertAll(rewards, r => (double)r), GroupLayout.Uniform(8, 8)), convention, expected);
            foreach (var kernels in Kernels())
            {
                var actual = new float[rewards.Length];
                kernels.Grpo(new RewardBatch<float>(rewards, GroupLayout.Uniform(8, 8)), convention, actual);
                Tolerance.AssertClose(expected, Array.ConvertAll(actual, a => (double)a), 1e-37, 1e-6, $"epsilon {epsilon}");
            }
        }
    }

    [Theory]
    [InlineData(300, 16)]
    [InlineData(5_000, 3)]
    [InlineData(70_000, 15)]
    [InlineData(1_100_000, 15)]
    [InlineData(1_100_000, 20)]
    public void Ragged_AnyPlaceInALine_SameBitsAndNothingAround(int count, int longest)
    {
        const int margin = 16;
        var random = new Random(count + longest);
        var offsets = new List<int> { 0 };
        while (offsets[^1] < count)
            offsets.Add(Math.Min(count, offsets[^1] + (longest > 16 && random.Next(50) == 0 ? 0 : random.Next(1, longest + 1))));
        var rewards = new float[count];
        for (var i = 0; i < count; i++)
            rewards[i] = random.NextSingle();
        // Groups that no tile takes, so that the rows begin anew behind them.
        rewards[count / 3] = 1e30f;
        var layout = offsets.ToArray();
        using var scalar = new CpuBackend(new CpuOptions { Path = VectorPath.Scalar, Threads = 1 });
        var expected = new float[count];
        new CpuAdvantages<float>(scalar).Grpo(new RewardBatch<float>(rewards, GroupLayout.Ragged(layout)), AdvantageConvention.Trl, expected);
        foreach (var path in AdvantageConformanceTests.Paths)
        {
            using var backend = new CpuBackend(new CpuOptions { Path = path, Threads = 2 });
            var kernels = new CpuAdvantages<float>(backend);
            for (var shift = 0; shift < margin; shift++)
            {
                var room = new float[count + 2 * margin];
                Array.Fill(room, 7);
                var advantages = room.AsSpan(shift, count);
                var inPlace = shift % 2 == 0;
                if (inPlace)
                    rewards.CopyTo(advantages);
                kernels.Grpo(new RewardBatch<float>(inPlace ? advantages : rewards, GroupLayout.Ragged(layout)), AdvantageConvention.Trl, advantages);
                Assert.True(advantages.SequenceEqual(expected), $"{path} shift {shift}");
                Assert.False(room.AsSpan(0, shift).ContainsAnyExcept(7f), $"{path} shift {shift}: before");
                Assert.False(room.AsSpan(shift + count).ContainsAnyExcept(7f), $"{path} shift {shift}: after");
            }
        }
    }

    private static IEnumerable<CpuAdvantages<float>> Kernels() =>
        AdvantageConformanceTests.Paths.Select(path => new CpuAdvantages<float>(new CpuBackend(new CpuOptions { Path = path, Threads = 1 })));

    private static void Check(string rule, AdvantageConvention convention, float[] rewards, int size)
    {
        var estimator = new Estimator(rule);
        var offsets = Enumerable.Range(0, rewards.Length / size + 1).Select(g => g * size).ToArray();
        var expected = estimator.Run(s_reference, new Batch(Array.ConvertAll(rewards, r => (double)r), offsets, null, null), convention);
        float[]? first = null;
        foreach (var kernels in Kernels())
        {
            foreach (var layout in new[] { "uniform", "ragged", "shifted" })
            {
                // Shifted: a group of three before the others moves them to other tiles and lanes.
                var lead = layout == "shifted" ? 3 : 0;
                var batch = new float[lead + rewards.Length];
                rewards.CopyTo(batch, lead);
                Array.Fill(batch, rewards[0], 0, lead);
                var groups = layout switch
                {
                    "uniform" => GroupLayout.Uniform(offsets.Length - 1, size),
                    "ragged" => GroupLayout.Ragged(offsets),
                    _ => GroupLayout.Ragged([0, .. offsets.Select(o => o + lead)]),
                };
                if (rule == "Gpg" && lead > 0)
                    continue; // Its factor counts the whole batch.
                Run(rule, kernels, new RewardBatch<float>(batch, groups), convention, batch);
                var actual = batch[lead..];
                first ??= actual;
                Assert.Equal(first, actual);
            }
        }

        AssertWithinBound(rewards, size, expected, first!, $"{rule} size {size}");
    }

    private static void Run(string rule, CpuAdvantages<float> kernels, in RewardBatch<float> batch, AdvantageConvention convention, float[] advantages)
    {
        switch (rule)
        {
            case "Grpo": kernels.Grpo(batch, convention, advantages); break;
            case "DrGrpo": kernels.DrGrpo(batch, convention, advantages); break;
            case "Rloo": kernels.Rloo(batch, convention, advantages); break;
            default: kernels.Gpg(batch, convention, advantages); break;
        }
    }

    // The reward farthest from the mean is at least half the spread away, so the spread times the scale is at most twice the largest advantage.
    private static void AssertWithinBound(float[] rewards, int size, double[] expected, float[] actual, string what)
    {
        for (var start = 0; start < rewards.Length; start += size)
        {
            var scaledSpread = 2 * expected.AsSpan(start, size).ToArray().Max(Math.Abs);
            var allowed = Bound / 2 * scaledSpread / (1 << 23) + float.Epsilon;
            for (var i = start; i < start + size; i++)
            {
                if (!(Math.Abs(expected[i] - actual[i]) <= allowed))
                    Assert.Fail($"{what}: [{i}] expected {expected[i]:R}, got {actual[i]:R}, allowed {allowed:R}");
            }
        }
    }
}
