namespace Rlar.Kernels.Cpu;

/// <summary>
/// Threads that wait for kernels, so that a call starts none and allocates nothing. Work is cut into numbered chunks that do not depend
/// on the thread count; whoever is free takes the next.
/// </summary>
internal sealed unsafe class WorkerPool : IDisposable
{
    private readonly Lock _oneCallAtATime = new();
    private readonly SemaphoreSlim _start = new(0);

    // Not a CountdownEvent: that one allocates when a call first has to wait for the helpers.
    private readonly SemaphoreSlim _done = new(0);
    private readonly int _helpers;
    private delegate*<void*, int, void> _body;
    private void* _job;
    private int _chunks;
    private int _next;
    private volatile bool _stopping;

    /// <summary>Starts the helpers; the caller of <see cref="Run"/> is the remaining thread.</summary>
    /// <param name="threads">Threads in all, at least 1.</param>
    internal WorkerPool(int threads)
    {
        _helpers = threads - 1;
        for (var i = 0; i < _helpers; i++)
            new Thread(Help) { IsBackground = true, Name = "rlar-kernel" }.Start();
    }

    /// <summary>Runs <paramref name="body"/> for every chunk 0 .. chunks - 1 and returns when all have ended. The body must not throw.</summary>
    /// <param name="chunks">Number of chunks.</param>
    /// <param name="body">What to do with (job, chunk).</param>
    /// <param name="job">Passed on; it lives until the call returns.</param>
    internal void Run(int chunks, delegate*<void*, int, void> body, void* job)
    {
        if (_helpers == 0 || chunks < 2)
        {
            for (var chunk = 0; chunk < chunks; chunk++)
                body(job, chunk);
            return;
        }

        lock (_oneCallAtATime)
        {
            _body = body;
            _job = job;
            _chunks = chunks;
            _next = -1;
            var helpers = Math.Min(_helpers, chunks - 1);
            _start.Release(helpers);
            Work();
            for (var i = 0; i < helpers; i++)
                _done.Wait();
        }
    }

    /// <summary>Ends the helpers. No call may be running.</summary>
    public void Dispose()
    {
        _stopping = true;
        if (_helpers > 0)
            _start.Release(_helpers);
    }

    private void Help()
    {
        while (true)
        {
            _start.Wait();
            if (_stopping)
                return;
            Work();
            _ = _done.Release();
        }
    }

    private void Work()
    {
        int chunk;
        while ((chunk = Interlocked.Increment(ref _next)) < _chunks)
            _body(_job, chunk);
    }
}
