using System.Threading.Channels;
using Rlar.Rewards.Sandbox;

namespace Rlar.Agents.Scripts;

/// <summary>
/// Runs scripts in workers of the sandbox, which are started when they are first needed and ended when nothing is left to do for a while. Where a worker ends
/// in the middle
/// of calls, each call that has no verdict yet is made once more, alone; one whose worker ends again has failed, and is named. So a call's outcome does not
/// depend on what
/// ran beside it.
/// </summary>
public sealed class ScriptWorkers : IAsyncDisposable
{
    private const int MostGroups = 64;
    private const int LongMessage = 1 << 20;
    private const int LongestTexts = 32 << 20;
    private readonly ScriptWorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<Work> _waiting = Channel.CreateUnbounded<Work>();
    private readonly Lock _lock = new();
    private readonly List<Task> _loops = [];
    private int _starts;

    /// <summary>Makes them; none is started yet.</summary>
    /// <param name="options">How many, and what each may use; null for the defaults.</param>
    /// <param name="time">Tells how long one was idle; null for the system's.</param>
    public ScriptWorkers(ScriptWorkerOptions? options = null, TimeProvider? time = null) =>
        (_options, _time) = (options ?? new ScriptWorkerOptions(), time ?? TimeProvider.System);

    /// <summary>How many processes were started so far.</summary>
    public int Starts => Volatile.Read(ref _starts);

    /// <summary>What is needed to run scripts and missing here, with the command that installs it, or null.</summary>
    public static string? Missing() => SandboxPool.Missing();

    /// <summary>Makes the calls of a group.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>[completions × references] one verdict a call, the references of a completion beside each other.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the workers were ended.</exception>
    public async Task<IReadOnlyList<ScriptVerdict>> ScoreAsync(ScriptCalls calls, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(calls);
        if (calls.Count == 0)
            return [];
        var length = Length(calls);
        if (length > LongestTexts)
            return All(calls, "tool", $"its texts are longer than {LongestTexts} characters together");
        var work = new Work(calls, length, new TaskCompletionSource<IReadOnlyList<ScriptVerdict>>(TaskCreationOptions.RunContinuationsAsynchronously),
            cancellationToken);
        Begin();
        if (!_waiting.Writer.TryWrite(work))
            throw new OperationCanceledException("The workers of scripts were ended.");
        return await work.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends all workers; calls that have no verdict are cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_waiting.Writer.TryComplete())
            return;
        await _ending.CancelAsync();
        Task[] loops;
        lock (_lock)
            loops = [.. _loops];
        await Task.WhenAll(loops);
        while (_waiting.Reader.TryRead(out var work))
            work.Done.TrySetCanceled(CancellationToken.None);
        _ending.Dispose();
    }

    private static long Length(ScriptCalls calls) =>
        calls.Prompt.Length + calls.Completions.Sum(text => (long)text.Length) + calls.References.Sum(text => (long)text.Length)
        + calls.Data.Sum(pair => (long)pair.Key.Length + pair.Value.Length);

    private static ScriptVerdict[] All(ScriptCalls calls, string boundary, string reason)
    {
        var verdicts = new ScriptVerdict[calls.Count];
        Array.Fill(verdicts, new ScriptVerdict(null, boundary, reason));
        return verdicts;
    }

    private void Begin()
    {
        lock (_lock)
        {
            while (_loops.Count < _options.Workers)
                _loops.Add(Task.Run(LoopAsync));
        }
    }

    private async Task LoopAsync()
    {
        ScriptProcess? process = null;
        try
        {
            while (true)
            {
                var wait = _waiting.Reader.WaitToReadAsync(_ending.Token).AsTask();
                try
                {
                    await (process is null ? wait : wait.WaitAsync(_options.Idle, _time, _ending.Token));
                }
                catch (TimeoutException)
                {
                    await process!.DisposeAsync();
                    process = null;
                    await wait;
                }

                if (!await wait)
                    return;
                process = await TakeAsync(process);
            }
        }
        catch (OperationCanceledException)
        {
            // The workers are ended.
        }
        finally
        {
            if (process is not null)
                await process.DisposeAsync();
        }
    }

    // What waits is asked together, in one message: this worker's part of it.
    private List<Work> Waiting()
    {
        List<Work> batch = [];
        var most = Math.Clamp((_waiting.Reader.Count + _options.Workers - 1) / _options.Workers, 1, MostGroups);
        var length = 0L;
        while (batch.Count < most && length < LongMessage && _waiting.Reader.TryRead(out var work))
        {
            length += work.Length;
            if (work.IsCancelled.IsCancellationRequested)
                work.Done.TrySetCanceled(work.IsCancelled);
            else
                batch.Add(work);
        }

        return batch;
    }

    private async Task<ScriptProcess?> TakeAsync(ScriptProcess? process)
    {
        var batch = Waiting();
        var answered = 0;
        try
        {
            if (batch.Count == 0)
                return process;
            process ??= await StartAsync();
            await process.AskAsync(
                [.. batch.Select(work => work.Calls)],
                (i, verdicts) =>
                {
                    answered = i + 1;
                    batch[i].Done.TrySetResult(verdicts);
                },
                _ending.Token);
        }
        catch (SandboxException error) when (process is null)
        {
            foreach (var work in batch)
                work.Done.TrySetResult(All(work.Calls, "sandbox", error.Message));
        }
        catch (SandboxException)
        {
            await process!.DisposeAsync();
            process = null;
            foreach (var work in batch.Skip(answered))
                process = await AloneAsync(work, process);
        }
        catch (OperationCanceledException)
        {
            foreach (var work in batch.Skip(answered))
                work.Done.TrySetCanceled(CancellationToken.None);
            if (process is not null)
                await process.DisposeAsync();
            throw;
        }

        return process;
    }

    private async Task<ScriptProcess?> AloneAsync(Work work, ScriptProcess? process)
    {
        var calls = work.Calls;
        var verdicts = new List<ScriptVerdict>();
        foreach (var completion in calls.Completions)
        {
            for (var i = 0; i < Math.Max(1, calls.References.Count); i++)
            {
                var one = calls with { Completions = [completion], References = calls.References.Count == 0 ? [] : [calls.References[i]] };
                try
                {
                    process ??= await StartAsync();
                    await process.AskAsync([one], (_, only) => verdicts.Add(only[0]), _ending.Token);
                }
                catch (SandboxException error)
                {
                    verdicts.Add(new ScriptVerdict(null, "sandbox", $"its worker ended twice during this call: {error.Message}"));
                    if (process is not null)
                        await process.DisposeAsync();
                    process = null;
                }
                catch (OperationCanceledException)
                {
                    work.Done.TrySetCanceled(CancellationToken.None);
                    if (process is not null)
                        await process.DisposeAsync();
                    throw;
                }
            }
        }

        work.Done.TrySetResult(verdicts);
        return process;
    }

    private async Task<ScriptProcess> StartAsync()
    {
        Interlocked.Increment(ref _starts);
        return await ScriptProcess.StartAsync(_options, _ending.Token);
    }

    private sealed record Work(ScriptCalls Calls, long Length, TaskCompletionSource<IReadOnlyList<ScriptVerdict>> Done, CancellationToken IsCancelled);
}
