namespace Rlar.Kernels.Cpu;

/// <summary>The group-relative estimators as a chunk kernel.</summary>
internal readonly unsafe struct CentreKernel<T, TRule> : IChunkKernel
    where T : unmanaged
    where TRule : unmanaged, IGroupRule
{
    /// <inheritdoc/>
    public static void Run<TOctet>(void* job, int chunk)
        where TOctet : unmanaged, IOctet<TOctet>
    {
        if (typeof(T) == typeof(double))
            GroupKernel<TOctet, TRule>.Run(job, chunk);
        else if (typeof(TOctet) == typeof(Octet512))
            FloatGroupKernel<TOctet, FloatRow512, TRule>.Run(job, chunk);
        else
            FloatGroupKernel<TOctet, FloatRow256, TRule>.Run(job, chunk);
    }
}
