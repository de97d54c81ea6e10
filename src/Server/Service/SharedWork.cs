namespace Rlar.Server.Service;

/// <summary>Work that several wait for: it goes on as long as one of them does, and is stopped when the last has left.</summary>
/// <typeparam name="T">What it gives.</typeparam>
#pragma warning disable CA1001 // A source of tokens without a timer or a handle holds nothing to be freed.
internal sealed class SharedWork<T>
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _one = new();
    private int _waiting;
    private bool _isOver;

    /// <summary>Stops the work.</summary>
    internal CancellationToken Stop => _stop.Token;

    /// <summary>The result.</summary>
    internal TaskCompletionSource<T> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One more waits.</summary>
    /// <returns>False where the last has left already: the work is being stopped.</returns>
    internal bool TryJoin()
    {
        lock (_one)
        {
            if (_isOver)
                return false;
            _waiting++;
            return true;
        }
    }

    /// <summary>Waits.</summary>
    /// <param name="deadline">How long.</param>
    /// <param name="cancellationToken">The client has hung up.</param>
    /// <exception cref="TimeoutException">The time is over.</exception>
    internal async Task<T> WaitAsync(RequestDeadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await deadline.WaitAsync(Result.Task, cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Does the work, whatever comes of it.</summary>
    /// <param name="work">The work; it takes the token.</param>
    internal async Task RunAsync(Func<CancellationToken, Task<T>> work)
    {
        try
        {
            Result.TrySetResult(await work(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Result.TrySetCanceled(_stop.Token);
        }
#pragma warning disable CA1031 // Whatever it is, whoever waits gets it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Result.TrySetException(error);
            _ = Result.Task.Exception; // perhaps nobody waits any more
        }
    }

    private void Leave()
    {
        lock (_one)
        {
            if (--_waiting > 0 || Result.Task.IsCompleted)
                return;
            _isOver = true;
        }

        _stop.Cancel();
    }
}
