namespace Rlar.Kernels.Cpu;

/// <summary>Work on one numbered chunk of a job, compiled once for each vector path.</summary>
internal unsafe interface IChunkKernel
{
    /// <summary>Does chunk <paramref name="chunk"/>. It runs on any thread and must not throw.</summary>
    static abstract void Run<TOctet>(void* job, int chunk)
        where TOctet : unmanaged, IOctet<TOctet>;
}
