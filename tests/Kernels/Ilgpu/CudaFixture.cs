using Rlar.Kernels.Ilgpu;

namespace Rlar.Kernels.Tests.Ilgpu;

/// <summary>The first CUDA device, where there is one; tests that need it say why they did not run.</summary>
public sealed class CudaFixture : IDisposable
{
    private readonly IlgpuBackend? _backend;
    private readonly DeviceReport _report;

    public CudaFixture() => _ = IlgpuBackend.TryOpen(DeviceKind.Cuda, out _backend, out _report);

    /// <summary>The device; skips the test where there is none.</summary>
    public IlgpuBackend Backend
    {
        get
        {
            Assert.SkipWhen(_backend is null, $"no CUDA device: {_report.Absence}");
            return _backend!;
        }
    }

    public void Dispose() => _backend?.Dispose();
}
