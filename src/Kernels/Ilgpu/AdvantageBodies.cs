namespace Rlar.Kernels.Ilgpu;

/// <summary>The advantage kernels for one element type.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed record AdvantageBodies<T>(
    Action<GroupJob<T>> Centre,
    Action<GroupJob<T>> CentreByShuffles,
    Action<GroupJob<T>> ClearConstant,
    Action<GroupJob<T>> PassK,
    Action<GroupJob<T>> LeaveOneOut,
    Action<MomentsJob<T>> Chunks,
    Action<MapJob<T>> Whiten,
    Action<ComponentJob<T>> AddComponent,
    Action<ComponentJob<T>> ClearUninformative,
    Action<ScanJob<T>> Returns)
    where T : unmanaged
{
    /// <summary>The kernels.</summary>
    /// <exception cref="KernelException">Another element type.</exception>
    internal static AdvantageBodies<T> Create() =>
        typeof(T) == typeof(float) ? (AdvantageBodies<T>)(object)For<float, RealFloat>()
        : typeof(T) == typeof(double) ? (AdvantageBodies<T>)(object)For<double, RealDouble>()
        : throw new KernelException($"The kernels take float or double, not {typeof(T).Name}.");

    /// <summary>Which of the two kernels of the centred estimators a batch gets: by shuffles where the device has warps and every group fits one.</summary>
    internal Action<GroupJob<T>> CentreOf(IlgpuBackend backend, in DeviceBatch<T> batch, GroupRule rule) =>
        backend.UsesShuffles && batch.Longest <= Team.Lanes && rule.WeighsLengths == 0 ? CentreByShuffles : Centre;

    private static AdvantageBodies<TElement> For<TElement, TReal>()
        where TElement : unmanaged
        where TReal : struct, IReal<TElement>
        => new(
            GroupBodies.Centre<TElement, TReal>,
            WarpBodies.Centre<TElement, TReal>,
            GroupBodies.ClearConstant<TElement, TReal>,
            GroupBodies.PassK<TElement, TReal>,
            LeaveOneOutBody.Run<TElement, TReal>,
            MomentsBodies.Chunks<TElement, TReal>,
            BatchBodies.Whiten<TElement, TReal>,
            BatchBodies.AddComponent<TElement, TReal>,
            BatchBodies.ClearUninformative<TElement, TReal>,
            BatchBodies.Returns<TElement, TReal>);
}
