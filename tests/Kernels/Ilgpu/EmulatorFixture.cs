using Rlar.Kernels.Ilgpu;

namespace Rlar.Kernels.Tests.Ilgpu;

/// <summary>ILGPU's CPU accelerator with warps of 32, opened once.</summary>
public sealed class EmulatorFixture : IDisposable
{
    public EmulatorFixture() => Backend = IlgpuBackend.TryOpen(DeviceKind.Emulator, out var backend, out var report)
        ? backend
        : throw new InvalidOperationException(report.Absence);

    public IlgpuBackend Backend { get; }

    public void Dispose() => Backend.Dispose();
}
