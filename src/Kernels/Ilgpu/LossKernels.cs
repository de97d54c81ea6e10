namespace Rlar.Kernels.Ilgpu;

/// <summary>The kernels of the policy losses for one element type.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed record LossKernels<T>(Action<LossJob<T>> Sequence, Action<LossJob<T>> Kl)
    where T : unmanaged
{
    /// <summary>The kernels.</summary>
    /// <exception cref="KernelException">Another element type.</exception>
    internal static LossKernels<T> Create() =>
        typeof(T) == typeof(float) ? (LossKernels<T>)(object)For<float, RealFloat>()
        : typeof(T) == typeof(double) ? (LossKernels<T>)(object)For<double, RealDouble>()
        : throw new KernelException($"The kernels take float or double, not {typeof(T).Name}.");

    private static LossKernels<TElement> For<TElement, TReal>()
        where TElement : unmanaged
        where TReal : struct, IReal<TElement>
        => new(LossBodies.Sequence<TElement, TReal>, LossBodies.Kl<TElement, TReal>);
}
