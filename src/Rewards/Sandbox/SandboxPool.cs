namespace Rlar.Rewards.Sandbox;

/// <summary>
/// Runs jobs in sandboxes, at most as many at once as there are processors, in supervisors that are started when they are first needed and
/// stay. A job that waits for a place uses none of its time. What happens in one job is invisible to any other: docs/sandbox.md.
/// </summary>
/// <param name="setup">What the supervisors have.</param>
/// <param name="size">How many jobs run at once. Default: as many as there are processors.</param>
public sealed class SandboxPool(SandboxSetup setup, int? size = null) : IAsyncDisposable
{
    private readonly SemaphoreSlim _places = new(size ?? Environment.ProcessorCount);
    private readonly Lock _lock = new();
    private readonly Stack<Supervisor> _idle = new();
    private bool _isDisposed;

    /// <summary>
    /// What is needed to run programs and missing here, with the command that installs it, or null. Isolation itself is tried when a job is first
    /// run.
    /// </summary>
    public static string? Missing() => Bubblewrap.Missing();

    /// <summary>
    /// The path of a program that a command in the sandbox finds by its name, or null: one of the system, in /usr/local/bin, /usr/bin or /bin.
    /// </summary>
    /// <param name="name">Its name.</param>
    public static string? FindProgram(string name) => Bubblewrap.Find(name);

    /// <summary>The process ids of the supervisors that wait for a job.</summary>
    internal IReadOnlyList<int> IdleSupervisors
    {
        get
        {
            lock (_lock)
                return [.. _idle.Select(supervisor => supervisor.Id)];
        }
    }

    /// <summary>Runs a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Ends the job and all its processes.</param>
    /// <exception cref="SandboxException">The machine does not isolate programs, something is missing, or the sandbox broke.</exception>
    public async Task<SandboxResult> RunAsync(SandboxJob job, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            var supervisor = await TakeLivingAsync() ?? await Supervisor.StartAsync(setup, cancellationToken);
            try
            {
                var result = await supervisor.RunAsync(job, cancellationToken);
                await KeepAsync(supervisor);
                return result;
            }
            catch
            {
                await supervisor.DisposeAsync();
                throw;
            }
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Ends the supervisors.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
            _isDisposed = true;
        while (TakeIdle() is { } supervisor)
            await supervisor.DisposeAsync();
    }

    // One that something else has ended while it waited is nothing that a job did.
    private async ValueTask<Supervisor?> TakeLivingAsync()
    {
        while (TakeIdle() is { } supervisor)
        {
            if (supervisor.IsAlive)
                return supervisor;
            await supervisor.DisposeAsync();
        }

        return null;
    }

    private Supervisor? TakeIdle()
    {
        lock (_lock)
            return _idle.TryPop(out var supervisor) ? supervisor : null;
    }

    private async ValueTask KeepAsync(Supervisor supervisor)
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _idle.Push(supervisor);
                return;
            }
        }

        await supervisor.DisposeAsync();
    }
}
