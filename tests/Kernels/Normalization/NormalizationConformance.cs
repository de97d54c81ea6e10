using Rlar.Kernels.Cpu;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Reference;
using static Rlar.Kernels.Tests.KernelCases;

namespace Rlar.Kernels.Tests.Normalization;

public sealed class ReferenceNormalizationTests() : NormalizationConformance(new ReferenceNormalization(), longestRank: 2_003);

public sealed class CpuNormalizationTests() : NormalizationConformance(new CpuNormalization(), longestRank: 100_003);

/// <summary>What every backend must do, held against formulas with compensated sums.</summary>
/// <param name="kernels">The backend.</param>
/// <param name="longestRank">The longest batch whose ranks are asked for.</param>
/// <param name="lengths">Lengths of batches; none: all of <see cref="Lengths"/>.</param>
public abstract class NormalizationConformance(INormalizationKernels kernels, int longestRank, params int[] lengths)
{
    private const double Eps = 1e-6;

    [Fact]
    public void ZScore_EveryLengthAndKind_IsTheFormula()
    {
        foreach (var (rewards, scored, where) in All())
        {
            foreach (var sample in new[] { true, false })
            {
                var actual = new double[rewards.Length];
                kernels.ZScore(rewards, scored, new ZScoreOptions { Epsilon = Eps, SampleDeviation = sample }, actual);
                var chosen = Select(rewards, scored);
                if (chosen.Length == 0)
                {
                    Assert.All(actual, a => Assert.Equal(0, a));
                    continue;
                }

                var (mean, squares) = Oracle(chosen);
                var divisor = (chosen.Length < 2 ? 0 : Math.Sqrt(squares / (sample ? chosen.Length - 1 : chosen.Length))) + Eps;
                var constant = chosen.Min() == chosen.Max();
                var condition = 1 + (chosen.Max(Math.Abs) / divisor);
                for (var i = 0; i < rewards.Length; i++)
                {
                    var expected = !IsScored(scored, i) || constant ? 0 : (rewards[i] - mean) / divisor;
                    if (constant)
                        Same(0, actual[i]);
                    else
                        Close(expected, actual[i], condition, where);
                }
            }
        }
    }

    [Fact]
    public void Centre_EveryLengthAndKind_IsTheFormula()
    {
        foreach (var (rewards, scored, where) in All())
        {
            var actual = new double[rewards.Length];
            kernels.Centre(rewards, scored, actual);
            var chosen = Select(rewards, scored);
            var mean = chosen.Length == 0 ? 0 : Oracle(chosen).Mean;
            var scale = chosen.Length == 0 ? 1 : chosen.Max(Math.Abs);
            Close(rewards.Select((r, i) => IsScored(scored, i) ? r - mean : 0).ToArray(), actual, scale, where);
        }
    }

    [Fact]
    public void MinMax_EveryLengthAndKind_IsTheFormulaBetween0And1()
    {
        foreach (var (rewards, scored, _) in All())
        {
            var actual = new double[rewards.Length];
            kernels.MinMax(rewards, scored, 0.5, actual);
            var chosen = Select(rewards, scored);
            var (min, max) = (chosen.DefaultIfEmpty().Min(), chosen.DefaultIfEmpty().Max());
            for (var i = 0; i < rewards.Length; i++)
            {
                if (!IsScored(scored, i))
                    Same(0, actual[i]);
                else if (min == max)
                    Same(0.5, actual[i]);
                else
                    Same((rewards[i] - min) / (max - min), actual[i]);
                Within(actual[i], 0, 1);
            }
        }
    }

    [Fact]
    public void Rank_EveryLengthAndKind_IsTheAverageRank()
    {
        foreach (var (rewards, scored, where) in All().Where(b => b.Rewards.Length <= longestRank))
        {
            var (unit, centred) = (new double[rewards.Length], new double[rewards.Length]);
            kernels.Rank(rewards, scored, RankScale.Unit, unit);
            kernels.Rank(rewards, scored, RankScale.Centred, centred);
            var sorted = Select(rewards, scored).Order().ToArray();
            for (var i = 0; i < rewards.Length; i++)
            {
                if (!IsScored(scored, i))
                {
                    Same(0, unit[i]);
                    Same(0, centred[i]);
                    continue;
                }

                var first = LowerBound(sorted, rewards[i]);
                var last = LowerBound(sorted, Math.BitIncrement(rewards[i])) - 1;
                var expected = sorted.Length == 1 ? 0.5 : (first + last) / 2.0 / (sorted.Length - 1);
                Close(expected, unit[i], 1, where);
                Close(expected - 0.5, centred[i], 1, where);
            }
        }
    }

    [Fact]
    public void Moments_EveryLengthAndKind_AreTheCompensatedSums()
    {
        foreach (var (rewards, scored, where) in All())
        {
            var actual = kernels.Moments(rewards, scored);
            var chosen = Select(rewards, scored);
            Assert.Equal(chosen.Length, actual.Count);
            if (chosen.Length == 0)
                continue;
            var (mean, squares) = Oracle(chosen);
            Close(mean, actual.Mean, chosen.Max(Math.Abs), where);
            Close(squares, actual.M2, 10 * squares, where);
        }
    }

    [Fact]
    public void Range_EveryLengthAndKind_IsMinAndMax()
    {
        foreach (var (rewards, scored, _) in All())
        {
            var chosen = Select(rewards, scored);
            var expected = chosen.Length == 0 ? default : new RunningRange(chosen.Length, chosen.Min(), chosen.Max());
            Assert.Equal(expected, kernels.Range(rewards, scored));
        }
    }

    [Fact]
    public void RunningZScore_StateOfTheBatch_IsTheZScore()
    {
        foreach (var (rewards, scored, _) in All().Where(b => Select(b.Rewards, b.Scored).Length > 0))
        {
            var options = new ZScoreOptions { ClipDeviations = 1.5 };
            var (batch, running) = (new double[rewards.Length], new double[rewards.Length]);
            kernels.ZScore(rewards, scored, options, batch);
            kernels.RunningZScore(rewards, scored, kernels.Moments(rewards, scored), options, running);
            Assert.Equal(batch, running);

            // One rounding in mean +- 1.5 deviations, one in the difference, one in the division.
            Array.ForEach(running, z => Within(Math.Abs(z), 0, 1.5 * (1 + 1e-12)));
        }
    }

    [Fact]
    public void ClipToDeviations_Outliers_MoveToTheBound()
    {
        var moments = new RunningMoments(5, 10, 16);
        double[] rewards = [9, 20, -5, 13.9];
        kernels.ClipToDeviations(rewards, [true, true, true, true], moments, new ZScoreOptions { ClipDeviations = 2 }, rewards);
        Assert.Equal([9, 14, 6, 13.9], rewards);
        kernels.ClipToDeviations(rewards, [], new RunningMoments(3, 10, 0), new ZScoreOptions { ClipDeviations = 2 }, rewards);
        Assert.Equal([10, 10, 10, 10], rewards);
    }

    [Fact]
    public void RunningMinMax_OutsideTheRange_IsClipped()
    {
        var actual = new double[4];
        kernels.RunningMinMax([-3, 0, 1, 9], [], new RunningRange(7, -1, 3), 0.5, actual);
        Assert.Equal([0, 0.25, 0.5, 1], actual);
    }

    [Fact]
    public void RunningState_WithoutRewards_IsRefused()
    {
        Assert.Throws<KernelException>(() => kernels.RunningZScore([1], [], default, ZScoreOptions.Default, new double[1]));
        Assert.Throws<KernelException>(() => kernels.RunningMinMax([1], [], default, 0.5, new double[1]));
        Assert.Throws<KernelException>(() => kernels.ClipToDeviations([1], [], default, ZScoreOptions.Default, new double[1]));
    }

    [Fact]
    public void Everything_InPlace_IsTheSameAsIntoAnotherSpan()
    {
        var rewards = Random(1003, 7, r => r.NextDouble());
        Action<double[], double[]>[] operations =
        [
            (from, to) => kernels.ZScore(from, [], ZScoreOptions.Default, to),
            (from, to) => kernels.Centre(from, [], to),
            (from, to) => kernels.MinMax(from, [], 0.5, to),
        ];
        foreach (var operation in operations)
        {
            var (own, other) = ((double[])rewards.Clone(), new double[rewards.Length]);
            operation(rewards, other);
            operation(own, own);
            Assert.Equal(other, own);
        }
    }

    private IEnumerable<(double[] Rewards, bool[] Scored, string Where)> All() =>
        (lengths.Length == 0 ? Lengths : lengths).SelectMany(n => Batches(n, 1).Select((b, k) => (b.Rewards, b.Scored, $"length {n}, case {k}")));

    // The first index whose value is not below.
    private static int LowerBound(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
