namespace Rlar.Inference.Llama.Serving;

/// <summary>
/// The requests that wait, in order. One that is cancelled or whose time is over leaves at once, wherever it stands, and its place is free.
/// </summary>
/// <param name="places">How many may wait.</param>
/// <param name="clock">What deadlines go by.</param>
internal sealed class GenerationQueue(int places, TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _places = new(places);
    private readonly ManualResetEventSlim _arrived = new();
    private readonly LinkedList<Waiting> _waiting = new();
    private readonly CancellationTokenSource _closed = new();
    private volatile bool _isClosed;

    /// <summary>The first of those that wait; null where nobody does.</summary>
    internal PendingGeneration? First
    {
        get
        {
            lock (_gate)
                return _waiting.First?.Value.Request;
        }
    }

    /// <summary>Adds a request at the end, when there is a place; it may be over when this returns.</summary>
    /// <exception cref="ObjectDisposedException">The queue was closed.</exception>
    internal async Task AddAsync(PendingGeneration request)
    {
        if (!_places.Wait(0, CancellationToken.None) && !await HasPlaceAsync(request))
            return;
        var waiting = new Waiting(this, request);
        lock (_gate)
        {
            if (_isClosed)
                throw Closed();
            waiting.Node = _waiting.AddLast(waiting);
            _arrived.Set();
        }

        // Outside the lock: either may call back at once, on this thread.
        waiting.Watch(clock, request.Timeout is { } time ? Left(request, time) : null);
    }

    /// <summary>Takes the first, if it still is this one.</summary>
    internal bool TryTake(PendingGeneration request)
    {
        Waiting first;
        lock (_gate)
        {
            if (_waiting.First?.Value is not { } waiting || waiting.Request != request)
                return false;
            first = waiting;
            Remove(first);
        }

        first.Dispose();
        return true;
    }

    /// <summary>Waits for a request.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal void Wait(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_waiting.Count > 0)
                    return;
                _arrived.Reset();
            }

            _arrived.Wait(cancellationToken);
        }
    }

    /// <summary>Takes no more, and ends those that wait.</summary>
    internal void Close(Exception error)
    {
        List<Waiting> left;
        lock (_gate)
        {
            _isClosed = true;
            left = [.. _waiting];
            _waiting.Clear();
        }

        _closed.Cancel();
        foreach (var waiting in left)
        {
            waiting.Dispose();
            waiting.Request.Fail(error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _arrived.Dispose();
        _closed.Dispose();
    }

    private static ObjectDisposedException Closed() => new(nameof(LlamaEngine), "The engine takes no more requests.");

    // False where its time was over before.
    private async Task<bool> HasPlaceAsync(PendingGeneration request)
    {
        using var deadline = request.Timeout is { } timeout ? new CancellationTokenSource(Left(request, timeout), clock) : null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(request.Cancellation, deadline?.Token ?? default, _closed.Token);
        try
        {
            await _places.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (_isClosed)
        {
            throw Closed();
        }
        catch (OperationCanceledException) when (!request.Cancellation.IsCancellationRequested)
        {
            request.Expire();
            return false;
        }
    }

    private TimeSpan Left(PendingGeneration request, TimeSpan timeout)
    {
        var left = timeout - clock.GetElapsedTime(request.Started);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    // With the lock held.
    private void Remove(Waiting waiting)
    {
        _waiting.Remove(waiting.Node!);
        waiting.Node = null;
        _ = _places.Release();
    }

    // True for one caller only: who removes a request ends it.
    private bool TryRemove(Waiting waiting)
    {
        lock (_gate)
        {
            if (waiting.Node is not { List: not null })
                return false;
            Remove(waiting);
        }

        waiting.Dispose();
        return true;
    }

    // A request in the queue, and what looks after it there.
    private sealed class Waiting(GenerationQueue queue, PendingGeneration request) : IDisposable
    {
        private readonly Lock _watch = new();
        private CancellationTokenRegistration _cancellation;
        private ITimer? _deadline;
        private bool _isOver;

        internal PendingGeneration Request => request;

        internal LinkedListNode<Waiting>? Node { get; set; }

        internal void Watch(TimeProvider clock, TimeSpan? left)
        {
            var cancellation = request.Cancellation.UnsafeRegister(static state => ((Waiting)state!).End(expires: false), this);
            var deadline = left is { } time
                ? clock.CreateTimer(static state => ((Waiting)state!).End(expires: true), this, time, System.Threading.Timeout.InfiniteTimeSpan)
                : null;
            lock (_watch)
            {
                (_cancellation, _deadline) = (cancellation, deadline);
                if (!_isOver)
                    return;
            }

            // Its turn came in the meantime.
            _ = cancellation.Unregister();
            deadline?.Dispose();
        }

        // Never waits for a callback that is under way: that may be the caller.
        public void Dispose()
        {
            lock (_watch)
                _isOver = true;
            _ = _cancellation.Unregister();
            _deadline?.Dispose();
        }

        private void End(bool expires)
        {
            if (!queue.TryRemove(this))
                return;
            if (expires)
                request.Expire();
            else
                request.Cancel();
        }
    }
}
