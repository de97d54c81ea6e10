using Rlar.Kernels;
using Rlar.Kernels.Shaping;

namespace Rlar.Grpo.Advantages;

/// <summary>Steps on rewards by step.</summary>
public static partial class ShapingNames
{
    private static WholeStep ProcessClip(ShapingArguments a)
    {
        var eta = a.Number("eta", null);
        if (!double.IsFinite(eta))
            throw a.Refuse("eta must be finite");
        return new WholeStep(a, rewards =>
        {
            var steps = rewards.NeededSteps(a.Name);
            a.Kernels.Shaping.ProcessClip(steps, rewards.Batch.StepMask, eta, steps);
        })
        {
            Needs = ShapingInputs.Steps,
        };
    }

    private static WholeStep Delta(ShapingArguments a)
    {
        var ending = a.OneOf("ending", "outcome-only", "keep-last") == "keep-last" ? DeltaEnding.KeepLast : DeltaEnding.OutcomeOnly;
        return new WholeStep(a, rewards =>
        {
            var steps = UnmaskedSteps(rewards, a.Name);
            a.Kernels.Shaping.ProcessDelta(steps, GroupLayout.Ragged(rewards.Batch.StepOffsets), [], ending, steps);
        })
        {
            Needs = ShapingInputs.Steps,
        };
    }

    private static WholeStep ReNorm(ShapingArguments a)
    {
        var byGroup = a.OneOf("scope", "group", "batch") == "group";
        return new WholeStep(a, rewards =>
        {
            var batch = rewards.Batch;
            var steps = UnmaskedSteps(rewards, a.Name);
            var groups = byGroup ? GroupLayout.Ragged(batch.Offsets) : GroupLayout.Uniform(1, batch.Count);
            a.Kernels.Shaping.ReNorm(
                steps, GroupLayout.Ragged(batch.StepOffsets), batch.Needed(batch.Outcomes, "outcome_rewards", a.Name), [], groups, steps);
        })
        {
            IsGroupLocal = byGroup,
            Needs = ShapingInputs.Steps | ShapingInputs.Outcomes,
        };
    }

    /// <summary>Differences to the next step and means over steps are defined where every step is the policy's own.</summary>
    private static Span<double> UnmaskedSteps(ShapedRewards rewards, string step)
    {
        var steps = rewards.NeededSteps(step);
        var masked = rewards.Batch.StepMask.IndexOf(false);
        return masked < 0
            ? steps
            : throw new ShapingInputException(
                "mask",
                $"--shape {step} does not know masked steps",
                "Leave the masked steps out of \"rewards\" and give no \"mask\".",
                rewards.Batch.Place(masked)!.Value.Group);
    }
}
