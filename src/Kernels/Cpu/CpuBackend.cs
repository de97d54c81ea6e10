namespace Rlar.Kernels.Cpu;

/// <summary>The processor as the SIMD kernels use it: which instructions, and the threads that wait for work. Make one and share it.</summary>
public sealed unsafe class CpuBackend : IDisposable
{
    private readonly WorkerPool _workers;

    /// <summary>Starts the threads.</summary>
    /// <param name="options">Path and thread count; the defaults use all that the machine has.</param>
    /// <exception cref="KernelException">A path that this processor lacks, or fewer than one thread.</exception>
    public CpuBackend(CpuOptions? options = null)
    {
        options ??= new CpuOptions();
        Path = options.Resolve();
        Threads = options.Threads;
        _workers = new WorkerPool(Threads);
    }

    /// <summary>The path in force.</summary>
    public VectorPath Path { get; }

    /// <summary>Threads in use for a large batch.</summary>
    public int Threads { get; }

    /// <summary>Ends the threads. No kernel may be running.</summary>
    public void Dispose() => _workers.Dispose();

    /// <summary>Runs a kernel over the chunks of a job on the path in force, and returns when all are done.</summary>
    internal void Run<TKernel>(int chunks, void* job)
        where TKernel : IChunkKernel
    {
        delegate*<void*, int, void> body = Path switch
        {
            VectorPath.Vector512 => &TKernel.Run<Octet512>,
            VectorPath.Vector256 => &TKernel.Run<Octet256>,
            _ => &TKernel.Run<OctetScalar>,
        };
        _workers.Run(chunks, body, job);
    }

    /// <summary>Work on one numbered chunk of a job, compiled once for each vector path.</summary>
    internal interface IChunkKernel
    {
        /// <summary>Does chunk <paramref name="chunk"/>. It runs on any thread and must not throw.</summary>
        static abstract void Run<TOctet>(void* job, int chunk)
            where TOctet : unmanaged, IOctet<TOctet>;
    }
}
