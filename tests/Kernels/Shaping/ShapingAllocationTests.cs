using Rlar.Kernels.Normalization;
using Rlar.Kernels.Shaping;
using static Rlar.Kernels.Tests.KernelCases;

namespace Rlar.Kernels.Tests.Shaping;

public sealed class ShapingAllocationTests
{
    public static TheoryData<int> Backends => [0, 1];

    [Theory]
    [MemberData(nameof(Backends))]
    public void EveryOperation_WarmPool_AllocatesNothing(int backend)
    {
        const int n = 256;
        var (normalization, shaping) = (Normalizations[backend], Shapings[backend]);
        var rewards = Random(n, 1, r => r.NextDouble());
        var (scored, correct) = (Random(n, 2, r => r.Next(4) > 0), Random(n, 3, r => r.Next(2) > 0));
        var (lengths, to, opponents) = (Random(n, 4, r => r.Next(100)), new double[n], new int[16]);
        var (zscore, bounds, linear) = (new ZScoreOptions { ClipDeviations = 3 }, new ClipBounds(0, 1), new LinearScale(0, 1, -1, 1));
        var (cosine, overlong) = (new CosineLengthOptions(50), new OverlongOptions(60, 20));
        int[] offsets = [0, 100, 256];
        Action[] operations =
        [
            () => normalization.ZScore(rewards, scored, zscore, to),
            () => normalization.MinMax(rewards, scored, 0.5, to),
            () => normalization.Rank(rewards, scored, RankScale.Centred, to),
            () => normalization.Centre(rewards, scored, to),
            () => normalization.RunningZScore(rewards, scored, default(RunningMoments).Merge(normalization.Moments(rewards, scored)), zscore, to),
            () => normalization.ClipToDeviations(rewards, scored, normalization.Moments(rewards, scored), zscore, to),
            () => normalization.RunningMinMax(rewards, scored, normalization.Range(rewards, scored), 0.5, to),
            () => shaping.Clip(rewards, scored, bounds, to),
            () => shaping.Tanh(rewards, scored, 1, to),
            () => shaping.Scale(rewards, scored, linear, to),
            () => shaping.PreferenceAsReward(rewards, scored, GroupLayout.Ragged(offsets), rewards, GroupLayout.Ragged(offsets), 1, to),
            () => shaping.LogSigmoidCentred(rewards, scored, GroupLayout.Ragged(offsets), rewards, GroupLayout.Ragged(offsets), 0.85, to),
            () => shaping.GatedAccumulation(rewards, scored, rewards.AsSpan(0, 1), to.AsSpan(0, n / 2)),
            () => shaping.ReNorm(rewards, GroupLayout.Uniform(16, 16), rewards.AsSpan(0, 16), scored.AsSpan(0, 16), GroupLayout.Uniform(2, 8), to),
            () => shaping.Papo(rewards, rewards, correct, scored, GroupLayout.Uniform(16, 16), PapoOptions.Default, to),
            () => shaping.ProcessDelta(rewards, GroupLayout.Uniform(16, 16), scored.AsSpan(0, 16), DeltaEnding.OutcomeOnly, to),
            () => shaping.ProcessClip(rewards, scored, 0.5, to),
            () => shaping.CosineLength(lengths, correct, scored, cosine, to),
            () => shaping.Overlong(rewards, lengths, scored, overlong, to),
            () => shaping.GrpoLambda(lengths, correct, scored, GroupLayout.Uniform(16, 16), GrpoLambdaOptions.Default, to),
            () => shaping.StopProperly(rewards, correct, scored, 0.5, to),
            () => shaping.Repetition(lengths, GroupLayout.Ragged(offsets), RepetitionOptions.Default, to.AsSpan(0, 2)),
            () => shaping.WinRates(rewards, scored, MissingPair.LeaveOut, opponents, to.AsSpan(0, 16)),
        ];
        for (var o = 0; o < operations.Length; o++)
        {
            // The best of some tries: the pool may give its arrays to a collection in between, and then rents a new one.
            var best = long.MaxValue;
            for (var attempt = 0; attempt < 5; attempt++)
            {
                operations[o]();
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 10; i++)
                    operations[o]();
                best = Math.Min(best, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.True(best == 0, $"operation {o} allocates {best} bytes in 10 calls");
        }
    }
}
