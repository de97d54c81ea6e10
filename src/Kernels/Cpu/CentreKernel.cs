namespace Rlar.Kernels.Cpu;

/// <summary>The group-relative estimators as a chunk kernel.</summary>
internal readonly unsafe struct CentreKernel<T, TRule> : IChunkKernel
    where T : unmanaged
    where TRule : unmanaged, IGroupRule
{
    /// <inheritdoc/>
    public static void Run<TOctet>(void* job, int chunk)
        where TOctet : unmanaged, IOctet<TOctet>
        => GroupKernel<TOctet, T, TRule>.Run(job, chunk);
}
