using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using TorchSharp;

namespace Rlar.Grpo.Policy;

/// <summary>
/// A thread for each lane, with one thread of torch. Lanes meet at the end of a pass alone; threads of torch would meet in a barrier after every operation,
/// which on a busy machine costs more than they gain.
/// </summary>
internal sealed class LaneThreads : IDisposable
{
    private readonly BlockingCollection<Action>[] _work;
    private readonly Thread[] _threads;

    /// <summary>Starts the threads.</summary>
    /// <param name="count">Lanes, at least 1.</param>
    internal LaneThreads(int count)
    {
        _work = [.. Enumerable.Range(0, count).Select(_ => new BlockingCollection<Action>())];
        _threads = [.. _work.Select((queue, lane) => new Thread(() => Serve(queue)) { IsBackground = true, Name = $"policy lane {lane}" })];
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>Lanes.</summary>
    internal int Count => _threads.Length;

    /// <summary>Does work once on each lane's thread, and waits for all of them.</summary>
    /// <param name="work">What to do, given the lane.</param>
    internal void Run(Action<int> work)
    {
        var errors = new ExceptionDispatchInfo?[Count];
        using var left = new CountdownEvent(Count);
        for (var lane = 0; lane < Count; lane++)
        {
            var index = lane;
            _work[lane].Add(() =>
            {
                try
                {
                    work(index);
                }
                catch (Exception error)
                {
                    // Thrown again where the work was asked for.
                    errors[index] = ExceptionDispatchInfo.Capture(error);
                }
                finally
                {
                    _ = left.Signal();
                }
            });
        }

        left.Wait();
        errors.FirstOrDefault(error => error is not null)?.Throw();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var queue in _work)
            queue.CompleteAdding();
        foreach (var thread in _threads)
            thread.Join();
        foreach (var queue in _work)
            queue.Dispose();
    }

    private static void Serve(BlockingCollection<Action> queue)
    {
        torch.set_num_threads(1);
        foreach (var work in queue.GetConsumingEnumerable())
            work();
    }
}
