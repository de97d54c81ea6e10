using System.Reflection;
using ILGPU;
using ILGPU.Runtime;

namespace Rlar.Kernels.Ilgpu;

/// <summary>Compiles each kernel once for an accelerator and keeps it.</summary>
/// <param name="accelerator">Where the kernels run.</param>
internal sealed class AcceleratorLauncher(Accelerator accelerator) : IKernelLauncher
{
    private readonly Dictionary<MethodInfo, Delegate> _kernels = [];

    /// <inheritdoc/>
    public void Launch<TJob>(Action<TJob> body, int blocks, int threads, in TJob job)
        where TJob : struct
    {
        if (!_kernels.TryGetValue(body.Method, out var kernel))
            _kernels.Add(body.Method, kernel = accelerator.LoadStreamKernel(body));
        ((Action<KernelConfig, TJob>)kernel)(new KernelConfig(blocks, threads), job);
    }
}
