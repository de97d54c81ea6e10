namespace Rlar.Grpo.Advantages;

/// <summary>One step between rewards and estimator.</summary>
public interface IRewardShaping
{
    /// <summary>The name under which it is asked for, see <see cref="ShapingNames"/>.</summary>
    string Name { get; }

    /// <summary>The step with its arguments as <see cref="ShapingNames.Parse"/> reads it; arguments in the order of their names.</summary>
    string Text { get; }

    /// <summary>Whether a group's shaped rewards depend on that group alone.</summary>
    bool IsGroupLocal { get; }

    /// <summary>What it reads beside the rewards.</summary>
    ShapingInputs Needs { get; }

    /// <summary>Shapes the rewards in place.</summary>
    /// <param name="rewards">The batch's rewards as the steps before have left them; at least one completion.</param>
    /// <exception cref="ShapingInputException">The batch lacks what the step needs.</exception>
    /// <exception cref="Kernels.KernelException">A reward that is not finite.</exception>
    void Apply(ShapedRewards rewards);
}
