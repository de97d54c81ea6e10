namespace Rlar.Grpo.Advantages;

/// <summary>One step between rewards and estimator.</summary>
public interface IRewardShaping
{
    /// <summary>Whether a group's shaped rewards depend on that group alone.</summary>
    bool IsGroupLocal { get; }

    /// <summary>Shapes one component's rewards in place.</summary>
    /// <param name="rewards">[N] rewards in group order; those that are not scored are not read.</param>
    /// <param name="batch">The groups, masks and lengths that belong to them.</param>
    /// <param name="scored">[N] true where the reward is one.</param>
    void Apply(Span<double> rewards, AdvantageBatch batch, ReadOnlySpan<bool> scored);
}
