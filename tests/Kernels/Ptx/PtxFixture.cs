using ILGPU;
using ILGPU.Runtime.CPU;
using Rlar.Kernels.Ilgpu;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>The product's backend with an interpreter of PTX in place of a GPU.</summary>
public class PtxFixture : IDisposable
{
    public PtxFixture()
        : this(threads: 64, contracts: false)
    {
    }

    private protected PtxFixture(int threads, bool contracts, bool usesShuffles = false)
    {
        Launcher = new PtxLauncher(contracts);
        Backend = Create(Launcher, threads, usesShuffles);
    }

    public IlgpuBackend Backend { get; }

    internal PtxLauncher Launcher { get; }

    internal static IlgpuBackend Create(PtxLauncher launcher, int threads, bool usesShuffles = false)
    {
        var context = Context.Create(builder => builder.EnableAlgorithms().CPU(new CPUDevice(32, 1, 1)));
        return new IlgpuBackend(context, context.GetCPUDevice(0).CreateAccelerator(context), launcher, threads, usesShuffles);
    }

    public void Dispose()
    {
        Backend.Dispose();
        GC.SuppressFinalize(this);
    }
}
