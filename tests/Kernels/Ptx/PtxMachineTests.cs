using Rlar.Kernels.Ilgpu;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>The interpreter itself: it computes what the C# says, and sees what a GPU would not forgive.</summary>
public sealed class PtxMachineTests(PtxFixture ptx) : IClassFixture<PtxFixture>
{
    private static readonly double[] s_input = [.. Enumerable.Range(0, 64).Select(i => i * 0.75)];

    [Fact]
    public void Copy_OneBlock_CopiesWhatItShould()
    {
        var output = Run(PtxProbes.Copy);
        Assert.Equal(s_input, output);
        Assert.True(ptx.Launcher.Steps > 64 * 5);
    }

    [Fact]
    public void SharedMemory_WithBarrier_IsSeenByTheNeighbour() =>
        Assert.Equal(s_input.Select((_, i) => s_input[(i + 1) % 64]), Run(PtxProbes.NeighbourWithBarrier));

    [Fact]
    public void LocalMemory_EveryThread_HasItsOwn() => Assert.Equal(s_input.Select(x => (8 * x) + 28), Run(PtxProbes.LocalMemoryKept));

    [Fact]
    public void Shuffles_WholeWarps_ExchangeValues()
    {
        double[] exchanged = [.. s_input.Select((x, i) => x + s_input[i ^ 16])];
        Assert.Equal(exchanged.Select((x, i) => x + (i % 32 == 31 ? x : exchanged[i + 1])), Run(PtxProbes.Shuffles));
    }

    [Fact]
    public void Integers_AllOperations_AreThoseOfCSharp() =>
        Assert.Equal(s_input.Select(x => (int)x).Select(n => (double)(((n * 7) % 5) - (n >> 1) + ((n << 3) ^ (n & 12) ^ (n | 3)) + (n / 3))), Run(PtxProbes.Integers));

    [Fact]
    public void Floats_AllOperations_AreThoseOfCSharp() =>
        Assert.Equal(s_input.Select(x => (float)x).Select(x => (double)(MathF.Sqrt((x * 3f) + (1f / (x + 1f))) - MathF.Max(x, 2f))), Run(PtxProbes.Floats));

    [Fact]
    public void Contraction_ProductAndSum_AreFused()
    {
        using var backend = PtxFixture.Create(new PtxLauncher(contracts: true), 64);
        double[] input = [.. Enumerable.Range(0, 64).Select(i => 1 + (i * 1e-9))];
        Assert.Equal(input.Select(x => Math.FusedMultiplyAdd(x, x, -1)), Run(PtxProbes.ProductAndSum, input, backend));
        Assert.Equal(input.Select(x => (x * x) - 1), Run(PtxProbes.ProductAndSum, input, ptx.Backend));
    }

    [Fact]
    public void OutOfBounds_OneEntry_IsSeen() => Refused(PtxProbes.CopyOneTooFar, "out of bounds", length: 63);

    [Fact]
    public void Race_InGlobalMemory_IsSeen() => Refused(PtxProbes.AllWriteOnePlace, "race in Output");

    [Fact]
    public void Race_InSharedMemory_IsSeen() => Refused(PtxProbes.NeighbourWithoutBarrier, "shared memory");

    [Fact]
    public void SharedMemory_ReadBeforeItIsWritten_IsSeen() => Refused(PtxProbes.ReadsWhatNobodyWrote, "which nobody wrote");

    [Fact]
    public void Barrier_NotAllThreads_IsSeen() => Refused(PtxProbes.HalfReachTheBarrier, "not all threads");

    [Fact]
    public void Shuffle_NotAllLanes_IsSeen() => Refused(PtxProbes.HalfReachTheShuffle, "does not arrive");

    [Fact]
    public void Atomics_AreNotKnown() => Refused(PtxProbes.Atomics, "is not known");

    [Theory]
    [InlineData("ld.f64 \t%fd1, [%rd1];", "add.ftz.f32 %f1, %f2, %f3;")]
    [InlineData("mov.b64 %rd1, 0;", "cvt.rzi.sat.s32.f32 %r1, %f1;")]
    [InlineData("mov.b64 %rd1, 0;", "vote.sync.any.pred %p1, %p2, 0xffffffff;")]
    [InlineData("mov.b64 %rd1, 0;", "some words that are no instruction")]
    public void Instruction_NotKnown_IsRefused(string known, string unknown)
    {
        const string frame = ".visible .entry K(\n.param .align 8 .b8 _job[8]\n)\n{\n@\nret;\n}\n";
        _ = PtxParser.Parse(frame.Replace("@", known, StringComparison.Ordinal));
        var error = Assert.Throws<PtxException>(() => PtxParser.Parse(frame.Replace("@", unknown, StringComparison.Ordinal)));
        Assert.Contains("not known", error.Message, StringComparison.Ordinal);
    }

    private static double[] Run(Action<ProbeJob> body, double[] input, IlgpuBackend backend, int length = 64)
    {
        using var from = backend.Upload<double>(input.AsSpan(0, length));
        using var to = backend.Rent<double>(64);
        backend.Launch(body, 1, Team.Lanes, new ProbeJob { Input = from.View, Output = to.View, Length = length });
        var output = new double[64];
        backend.Download(to.View, output);
        return output;
    }

    private double[] Run(Action<ProbeJob> body) => Run(body, s_input, ptx.Backend);

    private void Refused(Action<ProbeJob> body, string reason, int length = 64)
    {
        var error = Assert.Throws<PtxException>(() => Run(body, s_input, ptx.Backend, length));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
