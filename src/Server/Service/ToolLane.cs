using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Service;

/// <summary>One tool's queue and the calls of it that are being made, so that no other tool's requests wait for it.</summary>
/// <param name="card">The tool's card.</param>
/// <param name="options">How many wait, and how many are called.</param>
/// <param name="runner">Calls it.</param>
/// <param name="meter">Told of each call.</param>
internal sealed class ToolLane(ToolCard card, RewardServiceOptions options, ToolRunner runner, ServiceMeter meter)
{
    private static readonly TimeSpan s_leastWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_mostWait = TimeSpan.FromMinutes(1);
    private readonly EndRate _rate = new(options.Clock);
    private int _pending;

    /// <summary>The tool.</summary>
    internal ToolCard Card => card;

    /// <summary>How many calls are made at a time.</summary>
    internal AdaptiveLimit Limit { get; } = card.Cost == ToolCost.Expensive || card.AsksModel
        ? new AdaptiveLimit(Math.Min(options.Parallelism, options.ExpensiveCalls), options.ExpensiveCalls)
        : new AdaptiveLimit(options.Parallelism, options.Parallelism);

    /// <summary>Requests that have a place.</summary>
    internal int Pending => Volatile.Read(ref _pending);

    /// <summary>Takes a place.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool TryEnter()
    {
        if (Interlocked.Increment(ref _pending) <= options.Queue)
            return true;
        Interlocked.Decrement(ref _pending);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    internal void Leave() => Interlocked.Decrement(ref _pending);

    /// <summary>When a request that found no place should come again: after half of those that have one, at the rate of now.</summary>
    internal TimeSpan RetryAfter()
    {
        var seconds = Pending / 2.0 / _rate.PerSecond();
        return seconds > s_mostWait.TotalSeconds ? s_mostWait : seconds > s_leastWait.TotalSeconds ? TimeSpan.FromSeconds(seconds) : s_leastWait;
    }

    /// <summary>Waits for its turn and calls the tool.</summary>
    internal async Task<ToolCall> CallAsync(RoutedTool tool, RolloutGroup group, CancellationToken cancellationToken)
    {
        await Limit.EnterAsync(cancellationToken);
        var (seconds, failed) = (0.0, true);
        try
        {
            var call = await runner.RunAsync(tool, group, cancellationToken);
            (seconds, failed) = (call.Elapsed.TotalSeconds / call.Outcomes.Count, IsStrained(call));
            _rate.Add();
            meter.Called(call);
            return call;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            failed = false; // it says nothing of the tool
            throw;
        }
        finally
        {
            Limit.Leave(seconds, failed);
        }
    }

    // What breaks because too much is asked at a time, and not because of what is asked.
    private static bool IsStrained(ToolCall call)
    {
        foreach (var outcome in call.Outcomes)
        {
            if (outcome is RewardOutcome.Failed { Boundary: "model" or "sandbox" or "deadline" })
                return true;
        }

        return false;
    }
}
