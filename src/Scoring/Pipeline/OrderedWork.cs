using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Rlar.Scoring.Pipeline;

/// <summary>Work on a stream of items, several at a time, with the results in the order of the items and a bounded number in memory.</summary>
public static class OrderedWork
{
    /// <summary>Runs.</summary>
    /// <param name="next">Gives the next item, or null at the end. Called by one thread at a time; it may block.</param>
    /// <param name="work">What to do with an item.</param>
    /// <param name="parallelism">Most items that are worked on at a time, at least 1.</param>
    /// <param name="cancellationToken">Stops reading and working.</param>
    /// <typeparam name="TItem">An item.</typeparam>
    /// <typeparam name="TResult">Its result.</typeparam>
    /// <returns>The results. An exception of <paramref name="next"/> comes after the results of the items before it.</returns>
    public static IAsyncEnumerable<TResult> RunAsync<TItem, TResult>(
        Func<CancellationToken, TItem?> next,
        Func<TItem, CancellationToken, Task<TResult>> work,
        int parallelism,
        CancellationToken cancellationToken)
        where TItem : class =>
        RunAsync(token => new ValueTask<TItem?>(next(token)), work, parallelism, cancellationToken);

    /// <summary>Runs on items that are waited for.</summary>
    /// <param name="next">Gives the next item, or null at the end. Called again only after it gave the item before.</param>
    /// <param name="work">What to do with an item.</param>
    /// <param name="parallelism">Most items that are worked on at a time, at least 1.</param>
    /// <param name="cancellationToken">Stops reading and working.</param>
    /// <typeparam name="TItem">An item.</typeparam>
    /// <typeparam name="TResult">Its result.</typeparam>
    /// <returns>The results. An exception of <paramref name="next"/> comes after the results of the items before it.</returns>
    public static async IAsyncEnumerable<TResult> RunAsync<TItem, TResult>(
        Func<CancellationToken, ValueTask<TItem?>> next,
        Func<TItem, CancellationToken, Task<TResult>> work,
        int parallelism,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TItem : class
    {
        // A slow item holds back those that follow it; this many may be finished and waiting.
        const int waitingPerWorker = 16;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var slots = new SemaphoreSlim(parallelism);
        var started = Channel.CreateBounded<Task<TResult>>(parallelism * waitingPerWorker);
        var reading = Task.Run(ReadAsync, CancellationToken.None);
        try
        {
            await foreach (var result in started.Reader.ReadAllAsync(CancellationToken.None))
                yield return await result;
            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            while (started.Reader.TryRead(out var left))
                await left.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        async Task ReadAsync()
        {
            try
            {
                while (true)
                {
                    await slots.WaitAsync(stop.Token);
                    if (await next(stop.Token) is not { } item)
                        break;
                    await started.Writer.WaitToWriteAsync(stop.Token);
                    started.Writer.TryWrite(Task.Run(() => WorkAsync(item), CancellationToken.None)); // room for the only writer
                }

                started.Writer.Complete();
            }
            catch (Exception error)
            {
                // What was started is still delivered; the reader of the channel then meets this exception.
                started.Writer.Complete(error);
                throw;
            }
        }

        async Task<TResult> WorkAsync(TItem item)
        {
            try
            {
                return await work(item, stop.Token);
            }
            finally
            {
                slots.Release();
            }
        }
    }
}
