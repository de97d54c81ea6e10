using System.Collections.Concurrent;
using System.Diagnostics;

namespace Rlar.Rewards.Sandbox;

/// <summary>
/// Starts processes on one thread that lives as long as this process: what dies with its parent dies, in Linux, with the thread that started
/// it, and threads of the pool come and go.
/// </summary>
internal static class LauncherThread
{
    private static readonly BlockingCollection<Action> s_work = [];

    static LauncherThread()
    {
        new Thread(() =>
        {
            foreach (var work in s_work.GetConsumingEnumerable())
                work();
        })
        {
            IsBackground = true,
            Name = "rlar sandbox launcher",
        }.Start();
    }

    /// <summary>Starts a process.</summary>
    /// <param name="start">How.</param>
    internal static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        s_work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
#pragma warning disable CA1031 // Handed to the caller, whose thread is another.
            catch (Exception error)
#pragma warning restore CA1031
            {
                started.SetException(error);
            }
        });
        return started.Task;
    }
}
