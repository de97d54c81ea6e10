using Rlar.Kernels.Normalization;
using Rlar.Kernels.Shaping;
using static Rlar.Kernels.Tests.KernelCases;

namespace Rlar.Kernels.Tests.Shaping;

/// <summary>No number that is not a reward gets through, wherever it stands, and the error says where; the same entry masked is harmless.</summary>
public sealed class ShapingRefusalTests
{
    private delegate void Operation(double[] rewards, bool[] scored, double[] destination);

    public static TheoryData<int> Backends => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Backends))]
    public void BadReward_AnywhereInABatch_IsRefusedWithItsIndex(int backend)
    {
        foreach (var operation in Operations(backend))
        {
            foreach (var n in new[] { 1, 7, 8, 9, 40 })
            {
                foreach (var bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.0000001e150, -double.MaxValue })
                {
                    for (var at = 0; at < n; at++)
                    {
                        var rewards = Random(n, at, r => r.NextDouble());
                        rewards[at] = bad;
                        if (at + 3 < n)
                            rewards[at + 3] = bad;
                        var error = Assert.Throws<KernelException>(() => operation(rewards, [], new double[n]));
                        Assert.Equal(at, error.Index);
                        Assert.Contains($"[{at}]", error.Message, StringComparison.Ordinal);
                        var scored = rewards.Select(r => r != bad && !double.IsNaN(r)).ToArray();
                        var destination = Enumerable.Repeat(7.0, n).ToArray();
                        operation(rewards, scored, destination);
                        Assert.Equal(0, destination[at]);
                        Assert.All(destination, d => Assert.True(double.IsFinite(d)));
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Shapes_ThatDoNotFit_AreRefused(int backend)
    {
        foreach (var operation in Operations(backend))
        {
            Assert.Throws<KernelException>(() => operation(new double[5], [], new double[4]));
            Assert.Throws<KernelException>(() => operation(new double[5], new bool[4], new double[5]));
            operation([], [], []);
        }

        var buffer = new double[12];
        Assert.Throws<KernelException>(() => Normalizations[backend].Centre(buffer.AsSpan(0, 9), [], buffer.AsSpan(1, 9)));
        Assert.Throws<KernelException>(() => Normalizations[backend].Centre(buffer.AsSpan(1, 9), [], buffer.AsSpan(0, 9)));
        Assert.Throws<KernelException>(() => Normalizations[backend].Rank(buffer, [], RankScale.Unit, buffer));
        Assert.Throws<KernelException>(() => Shapings[backend].GatedAccumulation(new double[5], [], [0.5], new double[2]));
        Assert.Throws<KernelException>(() => Shapings[backend].GatedAccumulation(new double[4], [], [double.NaN], new double[2]));
        Assert.Throws<KernelException>(() => Shapings[backend].WinRates(new double[5], [], MissingPair.Tie, new int[2], new double[2]));
        Assert.Throws<KernelException>(() => Shapings[backend].Repetition([1], GroupLayout.Ragged([0, 2]), RepetitionOptions.Default, new double[1]));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void BadParameters_AreRefused(int backend)
    {
        var (normalization, shaping) = (Normalizations[backend], Shapings[backend]);
        Action[] bad =
        [
            () => normalization.MinMax([1], [], double.NaN, new double[1]),
            () => shaping.Tanh([1], [], 0, new double[1]),
            () => shaping.Tanh([1], [], double.PositiveInfinity, new double[1]),
            () => shaping.StopProperly([1], [true], [], 1.5, new double[1]),
            () => shaping.ProcessClip([1], [], double.NaN, new double[1]),
            () => shaping.LogSigmoidCentred([1], [], GroupLayout.Uniform(1, 1), [1], GroupLayout.Uniform(1, 1), 1.01, new double[1]),
            () => shaping.PreferenceAsReward([1], [], GroupLayout.Uniform(1, 1), [double.NaN], GroupLayout.Uniform(1, 1), 1, new double[1]),
            () => shaping.CosineLength([-1], [true], [], new CosineLengthOptions(5), new double[1]),
            () => shaping.Overlong([1], [-1], [], new OverlongOptions(5, 1), new double[1]),
            () => shaping.GrpoLambda([-1], [true], [], GroupLayout.Uniform(1, 1), GrpoLambdaOptions.Default, new double[1]),
        ];
        Assert.All(bad, b => Assert.Throws<KernelException>(b));
    }

    private static Operation[] Operations(int backend)
    {
        var (normalization, shaping) = (Normalizations[backend], Shapings[backend]);
        return
        [
            (r, s, to) => normalization.ZScore(r, s, ZScoreOptions.Default, to),
            (r, s, to) => normalization.RunningZScore(r, s, new RunningMoments(2, 0, 1), ZScoreOptions.Default, to),
            (r, s, to) => normalization.ClipToDeviations(r, s, new RunningMoments(2, 0, 1), ZScoreOptions.Default, to),
            (r, s, to) => normalization.MinMax(r, s, 0.5, to),
            (r, s, to) => normalization.RunningMinMax(r, s, new RunningRange(1, 0, 1), 0.5, to),
            (r, s, to) => normalization.Rank(r, s, RankScale.Unit, to),
            (r, s, to) => normalization.Centre(r, s, to),
            (r, s, to) => shaping.Clip(r, s, new ClipBounds(0, 1), to),
            (r, s, to) => shaping.Tanh(r, s, 1, to),
            (r, s, to) => shaping.Scale(r, s, new LinearScale(0, 1, 0, 2), to),
            (r, s, to) => shaping.ProcessClip(r, s, 0.5, to),
            (r, s, to) => shaping.StopProperly(r, new bool[r.Length], s, 0.5, to),
            (r, s, to) => shaping.Overlong(r, new int[r.Length], s, new OverlongOptions(10, 5), to),
            (r, s, to) => shaping.PreferenceAsReward(r, s, GroupLayout.Ragged([0, r.Length]), [0], GroupLayout.Uniform(1, 1), 1, to),
            (r, s, to) => shaping.LogSigmoidCentred(r, s, GroupLayout.Ragged([0, r.Length]), [0], GroupLayout.Uniform(1, 1), 0.85, to),
            (r, s, to) => shaping.GatedAccumulation(r, s, [], to),
            (r, s, to) => shaping.Papo(r, r, new bool[r.Length], s, GroupLayout.Ragged([0, r.Length]), PapoOptions.Default, to),
            (r, s, to) => shaping.Papo(new double[r.Length], r, [.. r.Select(_ => true)], s, GroupLayout.Ragged([0, r.Length]), PapoOptions.Default, to),
            (r, s, to) => shaping.ReNorm(
                r, GroupLayout.Ragged([.. Enumerable.Range(0, r.Length + 1)]), new double[r.Length], s, GroupLayout.Ragged([0, r.Length]), to),
            (r, s, to) => shaping.ProcessDelta(r, GroupLayout.Ragged([.. Enumerable.Range(0, r.Length + 1)]), s, DeltaEnding.KeepLast, to),
        ];
    }
}
