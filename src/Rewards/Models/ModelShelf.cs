using System.Collections.Concurrent;
using Rlar.Inference.Llama.Scoring;

namespace Rlar.Rewards.Models;

/// <summary>
/// What the tools of a run have loaded: each thing once, whoever asks for it, and all of it freed together at the end. Also the one place
/// where they compute. What takes several threads that wait for each other by spinning computes alone, since two such would take many times as long side by
/// side as one after the other; what takes one thread at a time computes beside its kind.
/// </summary>
/// <param name="threads">Threads that compute, at least 1.</param>
public sealed class ModelShelf(int threads) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<object>>> _things = new(StringComparer.Ordinal);
    private readonly ConcurrentStack<object> _made = new();
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(threads);
    private readonly SemaphoreSlim _alone = new(1);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Threads that compute.</summary>
    public int Threads { get; } = threads >= 1 ? threads : throw new ArgumentOutOfRangeException(nameof(threads), threads, "At least one thread computes.");

    /// <summary>Told what users should know of a model that tools use, in sentences, each once; from any thread. Null for nobody. Default null.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>How many texts the tools have asked language models about so far, and how many of them are computed; from any thread.</summary>
    public (long Asked, long Done) Texts =>
        _made.OfType<LlamaLogprobs>().Aggregate((Asked: 0L, Done: 0L), (sum, scorer) => (sum.Asked + scorer.Rows.Asked, sum.Done + scorer.Rows.Done));

    /// <summary>Tells something unless it was told before.</summary>
    /// <param name="warning">What is to be known.</param>
    internal void Tell(string warning)
    {
        if (_told.TryAdd(warning, true))
            Warn?.Invoke(warning);
    }

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
    internal Task<T> ComputeAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken) => ComputeAsync(Threads, work, cancellationToken);

    /// <summary>Computes beside others of the shelf that do so, too: at most as many at a time as there are threads.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="work">The computation, by models whose contexts have one thread each; it takes the token.</param>
    /// <param name="cancellationToken">Stops the waiting, and the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal Task<T> ComputeBesideAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken) => ComputeAsync(1, work, cancellationToken);

    /// <summary>Waits for the computations that are under way, and frees everything, the last made first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await TakeAsync(Threads, CancellationToken.None);
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
        _alone.Dispose();
        _stop.Dispose();
    }

    private async Task<T> ComputeAsync<T>(int turns, Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        await TakeAsync(turns, cancellationToken);
        try
        {
            return await Task.Run(() => work(cancellationToken), cancellationToken);
        }
        finally
        {
            _turn.Release(turns);
        }
    }

    // One after the other, so that no two have a part each of what both want whole.
    private async Task TakeAsync(int turns, CancellationToken cancellationToken)
    {
        await _alone.WaitAsync(cancellationToken);
        var taken = 0;
        try
        {
            for (; taken < turns; taken++)
                await _turn.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (taken > 0)
        {
            _turn.Release(taken);
            throw;
        }
        finally
        {
            _alone.Release();
        }
    }

    private object Kept(object made)
    {
        _made.Push(made);
        return made;
    }
}
