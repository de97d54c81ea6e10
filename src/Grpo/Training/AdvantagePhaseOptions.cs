namespace Rlar.Grpo.Training;

/// <summary>What advantages are of, and what leaves a completion out of the update.</summary>
internal sealed record AdvantagePhaseOptions
{
    /// <summary>Whether each tool's reward is a component of its own. Default false: the combined reward.</summary>
    internal bool ByTool { get; init; }

    /// <summary>The least magnitude of an advantage that is learnt from. Default 0: all are.</summary>
    internal double Gate { get; init; }

    /// <summary>
    /// Where each completion is taught by the reward of another one of its group: the seed of who gets whose. Null (default): each by its own.
    /// </summary>
    internal ulong? ShuffleSeed { get; init; }

    /// <summary>Whether completions that were cut off stay out of the loss; they count in their group's mean. Default false.</summary>
    internal bool MasksTruncated { get; init; }
}
