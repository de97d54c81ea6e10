namespace Rlar.Kernels.Ilgpu;

/// <summary>An element type as the kernel bodies see it, so that each is written once for float and double. All arithmetic is in double.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IReal<T>
    where T : unmanaged
{
    /// <summary>The element as a double.</summary>
    static abstract double Up(T value);

    /// <summary>The nearest element.</summary>
    static abstract T Down(double value);
}
