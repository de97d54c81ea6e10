using System.Collections.Concurrent;

namespace Rlar.Rewards.Models;

/// <summary>
/// What the tools of a run have loaded: each thing once, whoever asks for it, and all of it freed together at the end. Also the one place
/// where they compute, one after the other: the engines' threads wait for each other by spinning, so two that compute side by side take
/// many times as long as one after the other.
/// </summary>
/// <param name="threads">Threads of one computation, at least 1.</param>
public sealed class ModelShelf(int threads) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<object>>> _things = new(StringComparer.Ordinal);
    private readonly ConcurrentStack<object> _made = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Threads of one computation.</summary>
    public int Threads { get; } = threads >= 1 ? threads : throw new ArgumentOutOfRangeException(nameof(threads), threads, "At least one thread computes.");

    /// <summary>A thing, made at the first time of asking. Where making it failed it is not tried again: whoever asks gets the same error.</summary>
    /// <typeparam name="T">Its kind; freed at the end if it can be.</typeparam>
    /// <param name="key">What names it: kind, file and settings.</param>
    /// <param name="make">Makes it; given a token that stops when the shelf is disposed of, not when one who waits gives up.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal async ValueTask<T> GetAsync<T>(string key, Func<CancellationToken, Task<T>> make, CancellationToken cancellationToken)
        where T : class
    {
        var thing = _things.GetOrAdd(key, _ => new Lazy<Task<object>>(() => Task.Run(async () => Kept(await make(_stop.Token)), _stop.Token)));
        return (T)await thing.Value.WaitAsync(cancellationToken);
    }

    /// <summary>Computes when nothing else of the shelf does.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="work">The computation; it takes the token.</param>
    /// <param name="cancellationToken">Stops the waiting, and the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal async Task<T> ComputeAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => work(cancellationToken), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits for the computation that is under way, and frees everything, the last made first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _turn.WaitAsync();
        foreach (var thing in _things.Values)
            await Task.WhenAny(thing.Value);
        while (_made.TryPop(out var made))
        {
            if (made is IAsyncDisposable slow)
                await slow.DisposeAsync();
            else if (made is IDisposable quick)
                quick.Dispose();
        }

        _turn.Dispose();
        _stop.Dispose();
    }

    private object Kept(object made)
    {
        _made.Push(made);
        return made;
    }
}
