using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Rlar.Grpo.Rollouts.Sampling;

/// <summary>Runs lanes, a thread each, and gives what they complete as it comes.</summary>
internal static class RolloutLanes
{
    /// <summary>Runs them. When this ends, for whatever reason, no lane runs any more: the weights may change.</summary>
    /// <param name="lanes">How many.</param>
    /// <param name="lane">The work of one; it returns when nothing is left to do, and throws when it is told to stop.</param>
    /// <param name="cancellationToken">Stops them.</param>
    internal static async IAsyncEnumerable<Rollout> RunAsync(
        int lanes, Action<ChannelWriter<Rollout>, CancellationToken> lane, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var done = Channel.CreateUnbounded<Rollout>(new UnboundedChannelOptions { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = new Task[lanes];
        for (var index = 0; index < lanes; index++)
            work[index] = Task.Factory.StartNew(
                () => Run(lane, done.Writer, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var all = EndAsync(work, done.Writer);
        try
        {
            await foreach (var rollout in done.Reader.ReadAllAsync(cancellationToken))
                yield return rollout;
        }
        finally
        {
            // A reader who leaves wants no more.
            await stop.CancelAsync();
            await all;
        }
    }

    private static void Run(Action<ChannelWriter<Rollout>, CancellationToken> lane, ChannelWriter<Rollout> done, CancellationTokenSource stop)
    {
        try
        {
            lane(done, stop.Token);
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    private static async Task EndAsync(Task[] work, ChannelWriter<Rollout> done)
    {
        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var errors = work.Where(task => task.IsFaulted).SelectMany(task => task.Exception!.InnerExceptions).ToList();
        // Lanes that another one stopped have nothing to tell.
        done.Complete(errors.Find(error => error is not OperationCanceledException) ?? errors.FirstOrDefault());
    }
}
