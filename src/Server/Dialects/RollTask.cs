using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Dialects;

/// <summary>One task of ROLL's. What was scored is not kept with it: a completion may be long, and a result waits.</summary>
/// <param name="serial">Which of all tasks it is.</param>
/// <param name="start">When it was submitted.</param>
internal sealed class RollTask(long serial, DateTimeOffset start)
{
    private volatile Result? _ended;

    /// <summary>Which of all tasks it is.</summary>
    internal long Serial => serial;

    /// <summary>When it was submitted.</summary>
    internal DateTimeOffset Start => start;

    /// <summary>How it ended; null while it runs.</summary>
    internal Result? Ended => _ended;

    /// <summary>Ends it.</summary>
    /// <param name="scored">The group.</param>
    /// <param name="at">When.</param>
    internal void End(ScoredGroup scored, DateTimeOffset at) => _ended = new Result(
        scored.Rewards[0],
        Unscored.Reason(scored.Outcomes[0].Outcome) ?? "",
        [.. scored.Calls.Select(call => (call.Tool.Tool.Card.Id, call.Outcomes[0]))],
        at);

    /// <summary>Ends it without an outcome.</summary>
    /// <param name="why">Why there is none.</param>
    /// <param name="at">When.</param>
    internal void End(string why, DateTimeOffset at) => _ended = new Result(null, why, [], at);

    /// <summary>How a task ended.</summary>
    /// <param name="Reward">The reward; null where there is none.</param>
    /// <param name="Why">Why there is none; "" where there is one.</param>
    /// <param name="Tools">What each tool said.</param>
    /// <param name="At">When.</param>
    internal sealed record Result(double? Reward, string Why, IReadOnlyList<(string Id, RewardOutcome Outcome)> Tools, DateTimeOffset At);
}
