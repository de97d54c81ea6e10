using Rlar.Kernels.Losses;

namespace Rlar.Grpo.Losses;

/// <summary>Bounds of a ratio that a recipe sets; what it leaves null stays as the loss has it.</summary>
public sealed record LossBounds
{
    /// <summary>Half-width below: at least 0. Of cispo 1 - low is the least ratio.</summary>
    public double? Low { get; init; }

    /// <summary>Half-width above: at least 0. Of cispo 1 + high is the greatest ratio.</summary>
    public double? High { get; init; }

    /// <summary>c of the dual clip (arXiv 1912.09729): a loss of negative advantage is at most -c A. Above 1; PPO's clip alone.</summary>
    public double? DualClip { get; init; }

    /// <summary>The greatest ratio in the unclipped branch (TRL delta) or of dppo: above 0.</summary>
    public double? RatioCap { get; init; }

    /// <summary>An objective with these bounds.</summary>
    /// <param name="loss">The loss.</param>
    /// <exception cref="TrainingException">A bound that the objective does not have.</exception>
    public LossOptions Bound(LossOptions loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return loss with { Policy = loss.Policy with { Objective = Bound(loss.Policy.Objective) } };
    }

    private PolicyObjective Bound(PolicyObjective objective) => objective switch
    {
        ClippedObjective clipped => clipped with
        {
            Low = Low ?? clipped.Low,
            High = High ?? clipped.High,
            DualClip = DualClip ?? clipped.DualClip,
            RatioCap = RatioCap ?? clipped.RatioCap,
        },
        _ when DualClip is not null => throw Refuse("dual clip", objective),
        DppoObjective dppo => dppo with { Low = Low ?? dppo.Low, High = High ?? dppo.High, RatioCap = RatioCap ?? dppo.RatioCap },
        _ when RatioCap is not null => throw Refuse("cap of the ratio", objective),
        GeometricMeanObjective mean => mean with { Low = Low ?? mean.Low, High = High ?? mean.High },
        CispoObjective cispo => cispo with { Floor = Low is { } low ? Math.Max(0, 1 - low) : cispo.Floor, Cap = High is { } high ? 1 + high : cispo.Cap },
        _ when Low is not null || High is not null => throw Refuse("clip of the ratio", objective),
        _ => objective,
    };

    private static TrainingException Refuse(string bound, PolicyObjective objective) =>
        new($"The loss has no {bound}: its objective is {objective.GetType().Name}. Leave the key out, or take a loss with a clip, such as grpo or dapo.");
}
