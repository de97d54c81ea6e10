using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the kernel works on that adds one component's advantages to the sum over components.</summary>
/// <typeparam name="T">float or double.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct ComponentJob<T>
    where T : unmanaged
{
    /// <summary>The component's rewards and mask, and its advantages.</summary>
    public GroupJob<T> Component;

    /// <summary>[N] the weighted sum so far.</summary>
    public ArrayView<T> Sum;

    /// <summary>[N] not 0 where a component was scored so far.</summary>
    public ArrayView<byte> Any;

    /// <summary>[P] not 0 where a component so far tells completions apart, or has fewer than two.</summary>
    public ArrayView<byte> Informative;

    /// <summary>The component's weight.</summary>
    public double Weight;
}
