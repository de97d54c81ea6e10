namespace Rlar.Server.Service;

/// <summary>
/// How many calls are made at a time. A fixed number, or one that is found: raised by one where all places are taken and calls end well and no
/// slower than before, lowered to seven tenths where calls fail or take twice as long (additive increase, multiplicative decrease; Chiu and Jain 1989).
/// Whoever waits gets a place in turn. For several threads.
/// </summary>
/// <param name="start">Calls at a time at the beginning, at least 1.</param>
/// <param name="most">The most; where it is <paramref name="start"/>, the number stays.</param>
internal sealed class AdaptiveLimit(int start, int most)
{
    private const int Window = 16;
    private readonly Lock _one = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private readonly bool _adapts = most > start;
    private int _limit = start;
    private int _running;
    private int _ended;
    private int _failed;
    private bool _wasFull;
    private double _seconds;
    private double _floor = double.PositiveInfinity;

    /// <summary>Calls that may be made at a time now.</summary>
    internal int Limit => Volatile.Read(ref _limit);

    /// <summary>Calls that are being made.</summary>
    internal int Running => Volatile.Read(ref _running);

    /// <summary>Calls that wait for a place.</summary>
    internal int Waiting
    {
        get
        {
            lock (_one)
                return _waiting.Count;
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <param name="cancellationToken">Gives the waiting up.</param>
    internal ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        lock (_one)
        {
            if (_running < _limit && _waiting.Count == 0)
            {
                _running++;
                return default;
            }

            _wasFull = true;
            return new ValueTask(WaitAsync(_waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)), cancellationToken));
        }
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="seconds">How long the call took, for each completion.</param>
    /// <param name="failed">Whether what it asked broke or was too slow.</param>
    internal void Leave(double seconds, bool failed)
    {
        lock (_one)
        {
            _running--;
            if (_adapts)
                Learn(seconds, failed);
            Admit();
        }
    }

    private async Task WaitAsync(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        using var left = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), place.Value);
        try
        {
            await place.Value.Task;
        }
        catch (OperationCanceledException)
        {
            lock (_one)
            {
                if (place.List is not null)
                    _waiting.Remove(place);
            }

            throw;
        }
    }

    private void Admit()
    {
        while (_running < _limit && _waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            if (first.Value.TrySetResult())
                _running++;
        }
    }

    private void Learn(double seconds, bool failed)
    {
        _ended++;
        _seconds += seconds;
        _failed += failed ? 1 : 0;
        if (_ended < Math.Min(Window, _limit))
            return; // calls that were made together say one thing, not many
        var mean = _seconds / _ended;
        if (_failed > 0 || mean > 2 * _floor)
            _limit = Math.Max(1, (int)(_limit * 0.7));
        else if (_wasFull)
            _limit = Math.Min(most, _limit + 1);
        _floor = Math.Min(_floor * 1.02, _failed > 0 ? double.PositiveInfinity : mean); // what was fast once is forgotten in time
        (_ended, _failed, _seconds, _wasFull) = (0, 0, 0, _waiting.Count > 0);
    }
}
