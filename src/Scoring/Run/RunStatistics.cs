using Rlar.Scoring.Doubts;
using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Run;

/// <summary>Counts of a run, by task and by tool.</summary>
public sealed class RunStatistics
{
    private readonly SortedList<string, TaskCount> _tasks = new(StringComparer.Ordinal);
    private readonly SortedList<string, ToolCount> _tools = new(StringComparer.Ordinal);

    internal RunStatistics()
    {
    }

    /// <summary>By task.</summary>
    public IReadOnlyDictionary<string, TaskCount> Tasks => _tasks;

    /// <summary>By tool id.</summary>
    public IReadOnlyDictionary<string, ToolCount> Tools => _tools;

    /// <summary>How many completions the groups have: the rows, or the groups that rows were made to by a key.</summary>
    public GroupSizes Sizes { get; private set; } = new();

    /// <summary>What looks as if rows had been misread, the worst first.</summary>
    public IReadOnlyList<Doubt> Doubts { get; internal set; } = [];

    /// <summary>Why completions have no reward, the most frequent reason first; at most 200 reasons.</summary>
    public IReadOnlyList<MissedReward> MissedRewards { get; internal set; } = [];

    /// <summary>Tasks of rows that no rule goes by, the most frequent first; at most 1,000.</summary>
    public IReadOnlyList<UnknownTask> UnknownTasks { get; internal set; } = [];

    /// <summary>Ids that several rows have; null where there are none, or where rows are grouped by a key.</summary>
    public Duplicates? Duplicates { get; internal set; }

    /// <summary>Groups scored in this run.</summary>
    public long Groups { get; private set; }

    /// <summary>Their completions.</summary>
    public long Completions { get; private set; }

    /// <summary>Completions with a reward.</summary>
    public long Scored { get; private set; }

    /// <summary>Completions that could not be scored.</summary>
    public long Unscorable { get; private set; }

    /// <summary>Completions whose scoring failed.</summary>
    public long Failed { get; private set; }

    /// <summary>Groups of two or more rewards that are all equal: nothing to learn from.</summary>
    public long ZeroVarianceGroups { get; private set; }

    /// <summary>Rows that were no rows and passed over.</summary>
    public long SkippedRows { get; internal set; }

    /// <summary>Rows kept of the run that was resumed.</summary>
    public long ResumedRows { get; internal set; }

    /// <summary>Whether the output was complete before, so that there was nothing to do.</summary>
    public bool AlreadyComplete { get; internal set; }

    /// <summary>Counts a group.</summary>
    internal void Add(ScoredGroup group)
    {
        Groups++;
        Sizes.Add(group.Outcomes.Count);
        Completions += group.Outcomes.Count;
        if (!_tasks.TryGetValue(group.Route.Task, out var task))
            _tasks[group.Route.Task] = task = new TaskCount();
        task.Groups++;
        foreach (var outcome in group.Outcomes)
        {
            task.Add(outcome.Outcome);
            Scored += outcome.Outcome is RewardOutcome.Scored ? 1 : 0;
            Unscorable += outcome.Outcome is RewardOutcome.Unscorable ? 1 : 0;
            Failed += outcome.Outcome is RewardOutcome.Failed ? 1 : 0;
        }

        foreach (var reward in group.Rewards)
        {
            if (reward is { } value)
                task.Rewards.Add(value);
        }

        if (HasZeroVariance(group.Rewards))
        {
            ZeroVarianceGroups++;
            task.ZeroVarianceGroups++;
        }

        foreach (var call in group.Calls)
            AddCall(call);
    }

    /// <summary>Counts the groups that rows were made to instead of the rows.</summary>
    internal void Regroup(KeyedRewards keyed)
    {
        Sizes = keyed.Sizes();
        ZeroVarianceGroups = keyed.WithoutVariance();
    }

    private void AddCall(ToolCall call)
    {
        var id = call.Tool.Tool.Card.Id;
        if (!_tools.TryGetValue(id, out var tool))
            _tools[id] = tool = new ToolCount();
        tool.Elapsed += call.Elapsed;
        tool.Slowest = call.Elapsed > tool.Slowest ? call.Elapsed : tool.Slowest;
        foreach (var outcome in call.Outcomes)
        {
            tool.Add(outcome);
            if (outcome is not RewardOutcome.Scored scored)
                continue;
            tool.Rewards.Add(scored.Value);
            if (scored.Parts is null || !scored.Parts.TryGetValue("opponents", out var opponents) || !scored.Parts.TryGetValue("ties", out var ties))
                continue;
            tool.Comparisons += (long)opponents;
            tool.Ties += (long)ties;
        }
    }

    private static bool HasZeroVariance(double?[] rewards)
    {
        double? first = null;
        var count = 0;
        foreach (var reward in rewards)
        {
            if (reward is null)
                continue;
            count++;
            first ??= reward;
            if (reward != first)
                return false;
        }

        return count > 1;
    }
}
