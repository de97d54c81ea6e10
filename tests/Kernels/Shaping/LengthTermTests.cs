using System.Diagnostics;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Shaping;
using static Rlar.Kernels.Tests.KernelCases;

namespace Rlar.Kernels.Tests.Shaping;

public sealed class LengthTermTests
{
    public static TheoryData<int> Backends => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Backends))]
    public void GrpoLambda_HighRatioGroup_IsPenalisedForLengthAndTheOthersAreNot(int backend)
    {
        int[] lengths = [100, 200, 300, 50, 10, 20, 30, 40];
        bool[] correct = [true, true, true, false, true, true, false, false];
        var rewards = new double[8];
        Shapings[backend].GrpoLambda(lengths, correct, [], GroupLayout.Uniform(2, 4), new GrpoLambdaOptions { TopFraction = 0.5, Alpha = 0.4 }, rewards);
        var edge = Math.Sqrt(1.5);
        Close([1 - (0.4 / (1 + Math.Exp(edge))), 0.8, 1 - (0.4 / (1 + Math.Exp(-edge))), 0, 1, 1, 0, 0], rewards);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void GrpoLambda_RandomBatches_PenalisesTheTopGroupsFirstOnesOfEqualRatio(int backend)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var p = random.Next(30);
            var (lengths, correct, scored) =
                (Random(4 * p, seed, r => r.Next(1000)), Random(4 * p, seed + 1, r => r.Next(3) > 0), Random(4 * p, seed + 2, r => r.Next(3) > 0));
            var options = new GrpoLambdaOptions { TopFraction = random.Next(11) / 10.0, Alpha = 0.5, MinimumRatio = seed % 3 == 0 ? 0.6 : 0 };
            var rewards = new double[4 * p];
            Shapings[backend].GrpoLambda(lengths, correct, scored, GroupLayout.Uniform(p, 4), options, rewards);

            var ratios = Enumerable.Range(0, p).Select(g => Enumerable.Range(4 * g, 4).Where(i => scored[i]).Select(i => correct[i] ? 1.0 : 0).DefaultIfEmpty(-1).Average()).ToArray();
            var judged = ratios.Count(r => r >= 0);
            var top = Enumerable.Range(0, p).OrderByDescending(g => ratios[g]).Take((int)Math.Floor((options.TopFraction * judged) + 0.5))
                .Where(g => ratios[g] >= options.MinimumRatio).ToHashSet();
            for (var i = 0; i < rewards.Length; i++)
            {
                if (!scored[i] || !correct[i])
                    Assert.Equal(0, rewards[i]);
                else if (top.Contains(i / 4))
                    Assert.InRange(rewards[i], 0.5, 1 - 1e-9);
                else
                    Assert.Equal(1, rewards[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void GrpoLambda_EqualLengths_CountAsAverage(int backend)
    {
        var rewards = new double[3];
        Shapings[backend].GrpoLambda([7, 7, 7], [true, true, true], [], GroupLayout.Uniform(1, 3), new GrpoLambdaOptions { TopFraction = 1 }, rewards);
        Assert.Equal([0.9, 0.9, 0.9], rewards);
    }

    [Fact]
    public void Repetition_RandomTokens_IsTheShareOfRepeatedNGrams()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            int[] offsets = [0, random.Next(60), 60 + random.Next(80), 200];
            var vocabulary = 1 + random.Next(6);
            var tokens = Random(200, seed, r => r.Next(-vocabulary, vocabulary) * 1_000_003);
            var options = new RepetitionOptions { NGramSize = 1 + random.Next(20), MaxPenalty = -0.5 };
            foreach (var kernels in Shapings)
            {
                var actual = new double[3];
                kernels.Repetition(tokens, GroupLayout.Ragged(offsets), options, actual);
                for (var c = 0; c < 3; c++)
                {
                    var own = tokens[offsets[c]..offsets[c + 1]];
                    var grams = Enumerable.Range(0, Math.Max(0, own.Length - options.NGramSize + 1)).Select(i => string.Join(',', own[i..(i + options.NGramSize)])).ToArray();
                    Close(grams.Length == 0 ? 0 : -0.5 * (1 - (grams.Distinct().Count() / (double)grams.Length)), actual[c], 1, $"seed {seed}");
                }
            }
        }
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(1000, 1)]
    [InlineData(3, 50_000)]
    [InlineData(64, 2)]
    public void Repetition_TwoMillionTokens_TakesNoTime(int size, int period)
    {
        var tokens = Enumerable.Range(0, 2_000_000).Select(i => i % period).ToArray();
        var actual = new double[1];
        var watch = Stopwatch.StartNew();
        Shapings[1].Repetition(tokens, GroupLayout.Ragged([0, tokens.Length]), new RepetitionOptions { NGramSize = size }, actual);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
        Close((period / (2_000_000.0 - size + 1)) - 1, actual[0]);
    }

    [Fact]
    public void Options_OutsideTheirRange_AreRefused()
    {
        Action[] bad =
        [
            () => _ = new RepetitionOptions { NGramSize = 0 },
            () => _ = new RepetitionOptions { MaxPenalty = 0.5 },
            () => _ = new OverlongOptions(10, 0),
            () => _ = new OverlongOptions(10, 11),
            () => _ = new OverlongOptions(10, 5) { Penalty = -1 },
            () => _ = new CosineLengthOptions(0),
            () => _ = new CosineLengthOptions(1) { MinWrong = double.NaN },
            () => _ = new GrpoLambdaOptions { TopFraction = 1.1 },
            () => _ = new GrpoLambdaOptions { Alpha = -0.1 },
            () => _ = new GrpoLambdaOptions { MinimumRatio = double.NaN },
            () => _ = new ZScoreOptions { Epsilon = 0 },
            () => _ = new ZScoreOptions { ClipDeviations = 0 },
            () => _ = new PapoOptions { Epsilon = double.PositiveInfinity },
            () => _ = new PapoOptions { ProcessWeight = double.NaN },
            () => _ = new ClipBounds(1, 0),
            () => _ = new ClipBounds(double.NaN),
            () => _ = new LinearScale(1, 1, 0, 1),
            () => _ = new LinearScale(0, 1, double.NegativeInfinity, 1),
        ];
        Assert.All(bad, b => Assert.Throws<KernelException>(b));
    }
}
