using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace Rlar.Kernels.Ilgpu;

/// <summary>Elements in a device's memory, lent by its pool. The default has no elements.</summary>
/// <typeparam name="T">Their type.</typeparam>
[StructLayout(LayoutKind.Auto)]
internal readonly struct DeviceArray<T> : IDisposable
    where T : unmanaged
{
    private readonly DevicePool? _pool;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense>? _memory;
    private readonly ArrayView<T> _view;

    internal DeviceArray(DevicePool pool, MemoryBuffer1D<byte, Stride1D.Dense> memory, ArrayView<T> view) => (_pool, _memory, _view) = (pool, memory, view);

    /// <summary>The elements as kernels take them.</summary>
    internal ArrayView<T> View => _pool is null ? ArrayView<T>.Empty : _view;

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _pool?.Return(_memory!);
}
