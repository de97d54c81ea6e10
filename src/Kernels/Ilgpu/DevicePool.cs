using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace Rlar.Kernels.Ilgpu;

/// <summary>Memory of a device, kept for the next call: an allocation there costs more than most kernels.</summary>
/// <param name="accelerator">The device.</param>
internal sealed class DevicePool(Accelerator accelerator) : IDisposable
{
    private const int SmallestLog = 8;

    // By the logarithm of their size.
    private readonly Stack<MemoryBuffer1D<byte, Stride1D.Dense>>[] _free =
        [.. Enumerable.Range(0, 64).Select(_ => new Stack<MemoryBuffer1D<byte, Stride1D.Dense>>())];

    /// <summary>Memory for some elements; its contents are what was there before.</summary>
    /// <exception cref="KernelException">The device has not enough memory.</exception>
    internal unsafe DeviceArray<T> Rent<T>(long length)
        where T : unmanaged
    {
        if (length == 0)
            return default;
        var bytes = length * sizeof(T);
        var log = Math.Max(SmallestLog, 64 - BitOperations.LeadingZeroCount((ulong)bytes - 1));
        var memory = _free[log].TryPop(out var kept) ? kept : Allocate(1L << log);
        return new DeviceArray<T>(this, memory, memory.View.AsContiguous().SubView(0, bytes).Cast<T>());
    }

    private MemoryBuffer1D<byte, Stride1D.Dense> Allocate(long bytes)
    {
        try
        {
            return accelerator.Allocate1D<byte>(bytes);
        }
        catch (Exception error) when (error is AcceleratorException or OutOfMemoryException)
        {
            if (Release())
                return Allocate(bytes);
            throw new KernelException(
                $"{accelerator.Name} has no room for {bytes} bytes more ({error.Message}). Give it smaller batches, or compute on the CPU.");
        }
    }

    /// <summary>Takes memory back.</summary>
    internal void Return(MemoryBuffer1D<byte, Stride1D.Dense> memory) => _free[BitOperations.Log2((ulong)memory.LengthInBytes)].Push(memory);

    /// <inheritdoc/>
    public void Dispose() => _ = Release();

    /// <summary>Frees what is not lent; false where there is nothing.</summary>
    private bool Release()
    {
        var released = false;
        foreach (var stack in _free)
        {
            while (stack.TryPop(out var memory))
            {
                memory.Dispose();
                released = true;
            }
        }

        return released;
    }
}
