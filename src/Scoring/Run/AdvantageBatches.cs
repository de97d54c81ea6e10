using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Run;

/// <summary>Holds scored groups back until their batch is whole, where their advantages look at one; else lets them through.</summary>
/// <param name="options">The run.</param>
internal sealed class AdvantageBatches(RewardRunOptions options)
{
    private readonly IAdvantages? _advantages = options.WaitsForBatch ? options.Advantages : null;
    private readonly List<ScoredGroup> _waiting = [];

    /// <summary>Takes a group in.</summary>
    /// <returns>The groups that are ready: none, or a whole batch, or this one.</returns>
    internal IReadOnlyList<ScoredGroup> Add(ScoredGroup group)
    {
        if (_advantages is null)
            return [group];
        _waiting.Add(group);
        return _waiting.Count == options.BatchGroups ? End() : [];
    }

    /// <summary>The groups that still wait: a last batch, perhaps smaller than the others.</summary>
    internal IReadOnlyList<ScoredGroup> End()
    {
        if (_waiting.Count == 0)
            return [];
        var advantages = Estimates.Of(_advantages!, [.. _waiting.Select(RewardedGroup.Of)]);
        ScoredGroup[] batch = [.. _waiting.Zip(advantages, (group, its) => group with { Advantages = its })];
        _waiting.Clear();
        return batch;
    }
}
