using Rlar.Scoring.Pipeline;

namespace Rlar.Grpo.Advantages;

/// <summary>The computation as a scoring run calls it.</summary>
public sealed partial class AdvantageComputation : IAdvantages
{
    /// <inheritdoc/>
    public string Version => options.Version;

    /// <inheritdoc/>
    public bool IsGroupLocal => options.IsGroupLocal;

    /// <inheritdoc/>
    public IEnumerable<GroupAdvantages> Compute(IEnumerable<RewardedGroup> batch)
    {
        var columns = new AdvantageBatch();
        foreach (var group in batch)
            columns.Add(GroupRewards.Of([.. group.Rewards]) with { Lengths = group.Lengths is null ? null : [.. group.Lengths] });
        var result = Compute(columns);
        return Enumerable.Range(0, columns.Groups).Select(group => OfGroup(result, columns.Offsets[group], columns.Offsets[group + 1]));
    }

    private static GroupAdvantages OfGroup(AdvantageResult result, int start, int end)
    {
        var completions = Enumerable.Range(start, end - start);
        return result.IsByStep
            ? new GroupAdvantages.ByToken([.. completions.Select(completion => result.Steps(completion).ToArray())])
            : new GroupAdvantages.ByCompletion([.. completions.Select(completion => result[completion])]);
    }
}
