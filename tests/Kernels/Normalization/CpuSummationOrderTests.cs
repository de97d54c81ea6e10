using Rlar.Kernels.Cpu;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Reference;
using Rlar.Kernels.Shaping;
using static Rlar.Kernels.Tests.KernelCases;

namespace Rlar.Kernels.Tests.Normalization;

/// <summary>
/// The promise that results do not depend on the machine's vector width: a scalar copy of the eight lanes and their tree has the same bits. Run with
/// DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 or DOTNET_EnableHWIntrinsic=0 it is the proof for those machines.
/// </summary>
public sealed class CpuSummationOrderTests
{
    [Fact]
    public void Moments_AnyVectorWidth_HaveTheBitsOfEightScalarLanes()
    {
        var kernels = new CpuNormalization();
        foreach (var (rewards, scored) in Lengths.SelectMany(n => Batches(n, 11)))
        {
            var chosen = Select(rewards, scored);
            if (chosen.Length == 0 || chosen.Min() == chosen.Max())
                continue;
            var mean = Lanes(rewards, scored, r => r) / chosen.Length;
            var off = Lanes(rewards, scored, r => r - mean);
            var squares = Lanes(rewards, scored, r => (r - mean) * (r - mean));
            var expected = new RunningMoments(
                chosen.Length, mean + (off / chosen.Length), Math.Max(0, squares - (off * off / chosen.Length)));
            Assert.Equal(expected, kernels.Moments(rewards, scored));
        }
    }

    [Fact]
    public void EntryByEntry_BothBackends_HaveTheSameBits()
    {
        foreach (var (rewards, scored) in Lengths.SelectMany(n => Batches(n, 13)))
        {
            var lengths = rewards.Select((_, i) => i * 31 % 97).ToArray();
            var moments = new RunningMoments(9, 0.4, 0.7);
            var options = new ZScoreOptions { ClipDeviations = 1.25 };
            foreach (var (one, other) in new (Action<double[]>, Action<double[]>)[]
            {
                (to => new CpuNormalization().RunningZScore(rewards, scored, moments, options, to),
                    to => new ReferenceNormalization().RunningZScore(rewards, scored, moments, options, to)),
                (to => new CpuNormalization().RunningMinMax(rewards, scored, new RunningRange(2, 0.1, 0.7), 0.5, to),
                    to => new ReferenceNormalization().RunningMinMax(rewards, scored, new RunningRange(2, 0.1, 0.7), 0.5, to)),
                (to => new CpuShaping().Scale(rewards, scored, new LinearScale(0.1, 0.9, -3, 0.3), to),
                    to => new ReferenceShaping().Scale(rewards, scored, new LinearScale(0.1, 0.9, -3, 0.3), to)),
                (to => new CpuShaping().Overlong(rewards, lengths, scored, new OverlongOptions(70, 30) { Penalty = 0.3 }, to),
                    to => new ReferenceShaping().Overlong(rewards, lengths, scored, new OverlongOptions(70, 30) { Penalty = 0.3 }, to)),
            })
            {
                var (mine, theirs) = (new double[rewards.Length], new double[rewards.Length]);
                one(mine);
                other(theirs);
                Assert.Equal(theirs, mine);
            }
        }
    }

    private static double Lanes(double[] rewards, bool[] scored, Func<double, double> term)
    {
        var lane = new double[8];
        for (var i = 0; i < rewards.Length; i++)
        {
            if (IsScored(scored, i))
                lane[i % 8] += term(rewards[i]);
        }

        return lane[0] + lane[4] + (lane[2] + lane[6]) + (lane[1] + lane[5] + (lane[3] + lane[7]));
    }
}
