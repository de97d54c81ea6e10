namespace Rlar.Kernels.Ilgpu;

/// <summary>The kernels of the estimators with other baselines for one element type.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed record BaselineKernels<T>(
    Action<GroupJob<T>> OptimalValue,
    Action<BaselineJob<T>> ReMax,
    Action<BaselineJob<T>> ReMaxTokens,
    Action<BaselineJob<T>> GeneralizedAdvantage,
    Action<BaselineJob<T>> RoleAverage,
    Action<BaselineJob<T>> Hierarchical,
    Action<TokenBaselineJob<T>> Paths,
    Action<TokenBaselineJob<T>> TokenAdvantages)
    where T : unmanaged
{
    /// <summary>The kernels.</summary>
    /// <exception cref="KernelException">Another element type.</exception>
    internal static BaselineKernels<T> Create() =>
        typeof(T) == typeof(float) ? (BaselineKernels<T>)(object)For<float, RealFloat>()
        : typeof(T) == typeof(double) ? (BaselineKernels<T>)(object)For<double, RealDouble>()
        : throw new KernelException($"The kernels take float or double, not {typeof(T).Name}.");

    private static BaselineKernels<TElement> For<TElement, TReal>()
        where TElement : unmanaged
        where TReal : struct, IReal<TElement>
        => new(
            BaselineBodies.OptimalValue<TElement, TReal>,
            BaselineBodies.ReMax<TElement, TReal>,
            BaselineBodies.ReMaxTokens<TElement, TReal>,
            BaselineBodies.GeneralizedAdvantage<TElement, TReal>,
            BaselineBodies.RoleAverage<TElement, TReal>,
            BaselineBodies.Hierarchical<TElement, TReal>,
            TokenBaselineBodies.Paths<TElement, TReal>,
            TokenBaselineBodies.Advantages<TElement, TReal>);
}
