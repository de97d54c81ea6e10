using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Run;

/// <summary>Holds rows back until their batch is whole, where their advantages look at one; else lets them through.</summary>
/// <param name="options">The run.</param>
/// <param name="rewarded">A row as an estimator sees it.</param>
/// <param name="with">A row with its advantages.</param>
/// <typeparam name="T">A row.</typeparam>
internal sealed class AdvantageBatches<T>(RewardRunOptions options, Func<T, RewardedGroup> rewarded, Func<T, GroupAdvantages, T> with)
{
    private readonly IAdvantages? _advantages = options.WaitsForBatch ? options.Advantages : null;
    private readonly List<T> _waiting = [];

    /// <summary>Takes a row in.</summary>
    /// <returns>The rows that are ready: none, or a whole batch, or this one.</returns>
    internal IReadOnlyList<T> Add(T row)
    {
        if (_advantages is null)
            return [row];
        _waiting.Add(row);
        return _waiting.Count == options.BatchGroups ? End() : [];
    }

    /// <summary>The rows that still wait: a last batch, perhaps smaller than the others.</summary>
    internal IReadOnlyList<T> End()
    {
        if (_waiting.Count == 0)
            return [];
        var advantages = Estimates.Of(_advantages!, [.. _waiting.Select(rewarded)]);
        T[] batch = [.. _waiting.Zip(advantages, with)];
        _waiting.Clear();
        return batch;
    }
}
