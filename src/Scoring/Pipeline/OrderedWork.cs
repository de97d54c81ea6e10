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
        using var turn = new SemaphoreSlim(1);
        var ended = false; // whose turn it is may look
        using var room = new SemaphoreSlim(parallelism * waitingPerWorker);

        // Who finishes the item that is waited for goes on with its result: a thread that is woken for each item costs more than a cheap item's work.
        var started = Channel.CreateUnbounded<Task<TResult>>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = true });
        var working = Task.WhenAll(Enumerable.Range(0, parallelism).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        try
        {
            await foreach (var result in started.Reader.ReadAllAsync(CancellationToken.None))
            {
                var done = await result;
                room.Release();
                yield return done;
            }

            await working;
        }
        finally
        {
            await stop.CancelAsync();
            await working.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            while (started.Reader.TryRead(out var left))
                await left.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        async Task WorkAsync()
        {
            while (await TakeAsync() is { } taken)
            {
                TResult done;
                try
                {
                    done = await work(taken.Item, stop.Token);
                }
#pragma warning disable CA1031 // Whatever it is, whoever waits for the item gets it.
                catch (Exception error)
#pragma warning restore CA1031
                {
                    taken.SetException(error);
                    continue;
                }

                taken.SetResult(done);
            }
        }

        // The next item; none where there are no more.
        async ValueTask<Taken<TItem, TResult>?> TakeAsync()
        {
            try
            {
                await room.WaitAsync(stop.Token);
                await EnterAsync();
                try
                {
                    if (ended)
                        return null;
                    ended = true; // unless there is an item: nobody asks again after an end or an exception
                    if (await next(stop.Token) is { } item)
                    {
                        var taken = new Taken<TItem, TResult>(item);
                        ended = !started.Writer.TryWrite(taken.Task);
                        return ended ? null : taken;
                    }

                    started.Writer.TryComplete();
                }
                finally
                {
                    turn.Release();
                }
            }
#pragma warning disable CA1031 // What was started is still delivered; the reader of the channel then meets this exception.
            catch (Exception error)
#pragma warning restore CA1031
            {
                started.Writer.TryComplete(error);
            }

            return null;
        }

        // Another one's turn is most often over before a thread could be put to sleep and woken.
        ValueTask EnterAsync()
        {
            for (var spin = new SpinWait(); !spin.NextSpinWillYield; spin.SpinOnce())
            {
                if (turn.Wait(0, CancellationToken.None))
                    return default;
            }

            return new ValueTask(turn.WaitAsync(stop.Token));
        }
    }

    /// <summary>An item that is worked on, and where its result goes.</summary>
    private sealed class Taken<TItem, TResult>(TItem item) : TaskCompletionSource<TResult>
    {
        internal TItem Item => item;
    }
}
