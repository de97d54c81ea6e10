using System.Collections.Concurrent;

namespace Rlar.Scoring.Pipeline;

/// <summary>
/// Calls tools so that whatever one does costs its own completions and no others: a throw, a hang, a wrong count of outcomes become
/// failures. Where the deadline strikes, completions are judged one by one, so that only the slow ones fail. Equal completions are judged once.
/// One runner serves all threads of a run.
/// </summary>
public sealed class ToolRunner
{
    private readonly ToolRunnerOptions _options;
    private readonly TimeProvider _clock;
    private readonly OutcomeCache _cache;
    private readonly ConcurrentDictionary<string, HangCount> _hangs = new();

    /// <summary>Creates a runner.</summary>
    /// <param name="options">Deadline and limits.</param>
    /// <param name="clock">The clock of deadlines and of the time that calls take.</param>
    /// <exception cref="UnicodeSupportException">Text cannot be treated here as verdicts need it.</exception>
    public ToolRunner(ToolRunnerOptions options, TimeProvider clock)
    {
        UnicodeSupport.Require();
        (_options, _clock) = (options, clock);
        _cache = new OutcomeCache(options.CachedOutcomes, options.CachedBytes);
    }

    /// <summary>Calls a tool for a group.</summary>
    /// <param name="tool">The tool and its part in the route.</param>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Stops the run; it is passed to the tool.</param>
    /// <returns>One outcome a completion, whatever the tool does.</returns>
    public async Task<ToolCall> RunAsync(RoutedTool tool, RolloutGroup group, CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        var card = tool.Tool.Card;
        if (card.View(group.Query) is var view && !ReferenceEquals(view, group.Query))
            group = group with { Query = view };
        IReadOnlyList<RewardOutcome> outcomes;
        if (_hangs.TryGetValue(card.Version, out var hangs) && hangs.IsSuspended(started))
            outcomes = Fail(
                group,
                "deadline",
                $"{card.Id} is suspended {(_options.ProbesAfter is null ? "for this run" : "and tried again from time to time")}: "
                + $"{_options.HangsUntilSuspension} groups in a row had nothing within {_options.Deadline.TotalSeconds:0.###} s");
        else if (card.ComparesSiblings)
            outcomes = await CallInTimeAsync(tool.Tool, group, cancellationToken) ?? await CallLateAsync(tool.Tool, group, cancellationToken);
        else
            outcomes = await CallOnceEachAsync(tool.Tool, group, cancellationToken);
        return new ToolCall(tool, outcomes, _clock.GetElapsedTime(started));
    }

    /// <summary>Leaves out what is known already: completions that the group has twice, and outcomes of earlier groups.</summary>
    private async Task<IReadOnlyList<RewardOutcome>> CallOnceEachAsync(IRewardTool tool, RolloutGroup group, CancellationToken cancellationToken)
    {
        if (IsEndedByItself(tool.Card))
            return await CallAsync(tool, group, cancellationToken);
        var remembers = tool.Card.Cost > ToolCost.Trivial;
        var question = remembers ? _cache.Keys.KeyOf(tool.Card, group.Query) : default;
        var known = new RewardOutcome?[group.Completions.Count];
        var firsts = new Dictionary<Completion, int>(known.Length);
        var asked = new List<Completion>(known.Length);
        for (var i = 0; i < known.Length; i++)
        {
            var completion = group.Completions[i];
            known[i] = remembers && IsTextAlone(completion) ? _cache.Find(_cache.Keys.KeyOf(question, completion.Text)) : null;
            if (known[i] is null && firsts.TryAdd(completion, asked.Count))
                asked.Add(completion);
        }

        if (asked.Count == 0)
            return known!;
        var left = asked.Count == known.Length ? group : group with { Completions = asked };
        var answers = await CallInTimeAsync(tool, left, cancellationToken) ?? await CallLateAsync(tool, left, cancellationToken);
        for (var i = 0; i < known.Length; i++)
        {
            if (known[i] is not null)
                continue;
            var completion = group.Completions[i];
            known[i] = answers[firsts[completion]];
            if (remembers && IsTextAlone(completion))
                _cache.Add(_cache.Keys.KeyOf(question, completion.Text), known[i]!);
        }

        return known!;
    }

    // What the cache knows a completion by.
    private static bool IsTextAlone(in Completion completion) => completion is { TokenCount: null, Turns: null, Calls: null };

    // Whoever calls a tool goes on with this where the deadline struck: a task more in the way of every row would show in the rate.
    private async Task<IReadOnlyList<RewardOutcome>> CallLateAsync(IRewardTool tool, RolloutGroup group, CancellationToken cancellationToken)
    {
        var card = tool.Card;
        if (!card.ComparesSiblings && group.Completions.Count > 1 && await CallApartAsync(tool, group, cancellationToken) is { } outcomes)
            return outcomes;
        _hangs.GetOrAdd(card.Version, _ => new HangCount(_options, _clock)).Add();
        return Late(card, group);
    }

    // By itself each completion shows whether it is a slow one. Null where none ended: a tool that hangs costs a few deadlines, not one a completion.
    private async Task<IReadOnlyList<RewardOutcome>?> CallApartAsync(IRewardTool tool, RolloutGroup group, CancellationToken cancellationToken)
    {
        var outcomes = new List<RewardOutcome>(group.Completions.Count);
        var ended = 0;
        foreach (var completion in group.Completions)
        {
            var alone = group with { Completions = [completion] };
            var outcome = await CallInTimeAsync(tool, alone, cancellationToken);
            ended += outcome is null ? 0 : 1;
            outcomes.AddRange(outcome ?? Late(tool.Card, alone));
            if (ended == 0 && outcomes.Count == _options.HangsUntilSuspension)
                return null;
        }

        return ended == 0 ? null : outcomes;
    }

    private RewardOutcome[] Late(ToolCard card, RolloutGroup group) => Fail(
        group,
        "deadline",
        $"{card.Id} did not end within {_options.Deadline.TotalSeconds:0.###} s"
        + (card.ComparesSiblings ? ", which all completions of the group share, as it compares them" : "")
        + "; raise --deadline if it needs longer");

    // To string work that its text's length ends, another thread, a deadline and a look for equal texts would cost more than itself.
    private static bool IsEndedByItself(ToolCard card) => card is { LimitsItself: true, Cost: ToolCost.Trivial };

    private static async Task<IReadOnlyList<RewardOutcome>> CallAsync(IRewardTool tool, RolloutGroup group, CancellationToken cancellationToken)
    {
        try
        {
            return Checked(tool.Card, group, await tool.ScoreAsync(group, cancellationToken));
        }
#pragma warning disable CA1031 // The boundary: whatever a tool throws costs this group's completions and no others.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return Thrown(tool.Card, group, error);
        }
    }

    private static IReadOnlyList<RewardOutcome> Checked(ToolCard card, RolloutGroup group, IReadOnlyList<RewardOutcome> outcomes)
    {
        var isWhole = outcomes.Count == group.Completions.Count;
        for (var i = 0; isWhole && i < outcomes.Count; i++)
            isWhole = outcomes[i] is not null;
        return isWhole ? outcomes : Fail(group, "tool", $"{card.Id} gave {outcomes.Count} outcomes for {group.Completions.Count} completions");
    }

    private static RewardOutcome[] Thrown(ToolCard card, RolloutGroup group, Exception error) =>
        Fail(group, "tool", $"{card.Id} threw {error.GetType().Name}: {error.Message}");

    // Null where the deadline struck.
    private async Task<IReadOnlyList<RewardOutcome>?> CallInTimeAsync(IRewardTool tool, RolloutGroup group, CancellationToken cancellationToken)
    {
        var card = tool.Card;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = stop.Token;

        // On another thread, so that a tool that never returns can be left behind.
        var call = Task.Run(() => tool.ScoreAsync(group, token).AsTask(), CancellationToken.None);
        try
        {
            var outcomes = await call.WaitAsync(card.LimitsItself ? Timeout.InfiniteTimeSpan : _options.Deadline, _clock, cancellationToken);
            if (_hangs.ContainsKey(card.Version))
                _ = _hangs.TryRemove(card.Version, out _);
            return Checked(card, group, outcomes);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Abandon(call);
            await stop.CancelAsync(); // the tool's own token may not have been reached yet, and is given up here
            throw;
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            Abandon(call);
            await stop.CancelAsync();
            return null;
        }
#pragma warning disable CA1031 // The boundary: whatever a tool throws costs this group's completions and no others.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Thrown(card, group, error);
        }
    }

    /// <summary>Looks at the exception of a call that nobody waits for any more, so that it does not end the process.</summary>
    private static void Abandon(Task call) =>
        _ = call.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private static RewardOutcome[] Fail(RolloutGroup group, string boundary, string reason)
    {
        var outcomes = new RewardOutcome[group.Completions.Count];
        Array.Fill(outcomes, new RewardOutcome.Failed(boundary, reason));
        return outcomes;
    }
}
