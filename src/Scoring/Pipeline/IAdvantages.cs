namespace Rlar.Scoring.Pipeline;

/// <summary>
/// From rewards to advantages, as a run calls it: all that scoring knows of estimators. <c>Rlar.Grpo</c> has the usual ones; anything else will do.
/// </summary>
public interface IAdvantages
{
    /// <summary>Text that differs wherever the numbers could: the estimator and all of its options. A run that is resumed is held against it.</summary>
    string Version { get; }

    /// <summary>
    /// Whether a group's advantages depend on that group alone. Then they are computed as groups come, by several threads at a time; else for
    /// a whole batch at once.
    /// </summary>
    bool IsGroupLocal { get; }

    /// <summary>
    /// Whether a completion's advantage is its reward beside those of its siblings, so that one without siblings learns nothing. Default
    /// <see cref="IsGroupLocal"/>.
    /// </summary>
    bool ComparesSiblings => IsGroupLocal;

    /// <summary>Computes a batch: before it returns, whatever is read of the result.</summary>
    /// <param name="batch">The groups; enumerated once.</param>
    /// <returns>One for each group, in order.</returns>
    /// <exception cref="RlarException">A reward that is not finite, or a group that lacks what the estimator needs.</exception>
    IEnumerable<GroupAdvantages> Compute(IEnumerable<RewardedGroup> batch);
}
