using System.Collections.Concurrent;

namespace Rlar.Server.Service;

/// <summary>Equal calls that are under way at one time, made once.</summary>
/// <typeparam name="T">What a call gives.</typeparam>
internal sealed class SingleFlight<T>
{
    private readonly ConcurrentDictionary<UInt128, SharedWork<T>> _flights = new();

    /// <summary>Makes a call, or waits for an equal one.</summary>
    /// <param name="key">What equal calls have in common.</param>
    /// <param name="work">Makes it.</param>
    /// <param name="deadline">How long this one waits.</param>
    /// <param name="cancellationToken">This one's client has hung up.</param>
    /// <exception cref="TimeoutException">The time is over.</exception>
    internal async Task<T> RunAsync(UInt128 key, Func<CancellationToken, Task<T>> work, RequestDeadline deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mine = new SharedWork<T>();
            var flight = _flights.GetOrAdd(key, mine);
            if (!flight.TryJoin())
            {
                _flights.TryRemove(new KeyValuePair<UInt128, SharedWork<T>>(key, flight)); // it is being stopped
                continue;
            }

            if (ReferenceEquals(flight, mine))
                _ = FlyAsync(key, mine, work);
            return await flight.WaitAsync(deadline, cancellationToken);
        }
    }

    /// <summary>Makes a call that no other is equal to.</summary>
    /// <param name="work">Makes it.</param>
    /// <param name="deadline">How long it is waited for.</param>
    /// <param name="cancellationToken">The client has hung up.</param>
    /// <exception cref="TimeoutException">The time is over.</exception>
    internal static Task<T> RunAloneAsync(Func<CancellationToken, Task<T>> work, RequestDeadline deadline, CancellationToken cancellationToken)
    {
        var alone = new SharedWork<T>();
        alone.TryJoin();
        _ = alone.RunAsync(work);
        return alone.WaitAsync(deadline, cancellationToken);
    }

    private async Task FlyAsync(UInt128 key, SharedWork<T> flight, Func<CancellationToken, Task<T>> work)
    {
        await flight.RunAsync(work);
        _flights.TryRemove(new KeyValuePair<UInt128, SharedWork<T>>(key, flight));
    }
}
