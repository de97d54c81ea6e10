using ILGPU;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Tests.Advantages;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>
/// Two faults of ILGPU 1.5.3 that its CPU accelerator hides, shown on its PTX, so that the rules that keep our kernels from them are known to be needed.
/// If one of these fails after an upgrade, ILGPU has been mended.
/// </summary>
public sealed class MiscompileTests(PtxFixture ptx) : IClassFixture<PtxFixture>
{
    private static readonly double[] s_input = [.. Enumerable.Range(0, 64).Select(i => (double)(i % 4))];

    [Fact]
    public void IntegerTernary_IntoADouble_AddsTheBitsOfTheInteger()
    {
        var (wrong, right) = (Run(PtxProbes.IntegerTernary), Run(PtxProbes.DoubleTernary));
        Assert.Equal(s_input.Select(x => x > 1 ? x + 1 : x), right);
        Assert.Equal(s_input.Select(x => x > 1 ? x + double.Epsilon : x), wrong);
    }

    [Fact]
    public void IntegerTernary_OfOtherConstants_IsRight() =>
        Assert.Equal(s_input.Select(x => x + (x > 1 ? 7 : 3)), Run(PtxProbes.OtherIntegerTernary));

    // The moments of a batch, whose trees follow each other: a thread reads the first tree's sum when others have begun to write the second's values.
    [Fact]
    public void O2_SharedMemory_IsReadPastTheBarrier()
    {
        using var backend = PtxFixture.Create(new PtxLauncher(contracts: false, OptimizationLevel.O2), 64);
        var batch = Batch.Random(new Random(1), 300, 70, masked: true, ties: false);
        var estimator = new Estimator("GrpoBatch");
        var error = Assert.Throws<PtxException>(() => estimator.Run(new IlgpuAdvantages<double>(backend), batch, AdvantageConvention.Trl));
        Assert.Contains("race in shared memory", error.Message, StringComparison.Ordinal);
        _ = estimator.Run(new IlgpuAdvantages<double>(ptx.Backend), batch, AdvantageConvention.Trl);
    }

    private double[] Run(Action<ProbeJob> body)
    {
        using var from = ptx.Backend.Upload<double>(s_input);
        using var to = ptx.Backend.Rent<double>(64);
        ptx.Backend.Launch(body, 1, Team.Lanes, new ProbeJob { Input = from.View, Output = to.View, Length = 64 });
        var output = new double[64];
        ptx.Backend.Download(to.View, output);
        return output;
    }
}
