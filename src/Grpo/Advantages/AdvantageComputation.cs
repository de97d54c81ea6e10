using Rlar.Kernels;
using Rlar.Kernels.Advantages;

namespace Rlar.Grpo.Advantages;

/// <summary>From a batch of rewards to its advantages: shaping, combination of components, estimator.</summary>
/// <param name="kernels">The backend.</param>
/// <param name="options">What to compute.</param>
public sealed class AdvantageComputation(IAdvantageKernels<double> kernels, AdvantageOptions options)
{
    /// <summary>Computes.</summary>
    /// <param name="batch">The groups.</param>
    /// <returns>The advantages: [N], or by step where the batch has steps.</returns>
    /// <exception cref="KernelException">A reward that is not finite, or an estimator that needs what the batch does not have.</exception>
    public AdvantageResult Compute(AdvantageBatch batch)
    {
        if (batch.HasSteps)
            return Steps(batch);
        return options.Estimator switch
        {
            AdvantageEstimator.StepLevel =>
                throw new KernelException("step-level needs rewards by step: \"rewards\": [[...], ...], one list a completion."),
            AdvantageEstimator.ReinforcePlusPlus when options.Gamma < 1 => Discounted(batch),
            AdvantageEstimator.Gdpo => Gdpo(batch),
            _ => Scalar(batch),
        };
    }

    private AdvantageResult Scalar(AdvantageBatch batch)
    {
        var (rewards, scored) = Combine(batch);
        var advantages = new double[rewards.Length];
        var input = new RewardBatch<double>(rewards, GroupLayout.Ragged(batch.Offsets), scored, batch.Lengths);
        var convention = options.Convention;
        switch (options.Estimator)
        {
            case AdvantageEstimator.Grpo:
                kernels.Grpo(input, convention, advantages);
                break;
            case AdvantageEstimator.DrGrpo:
                kernels.DrGrpo(input, convention, advantages);
                break;
            case AdvantageEstimator.GrpoBatch:
                kernels.GrpoBatch(input, convention, advantages);
                break;
            case AdvantageEstimator.LeaveOneOut:
                kernels.LeaveOneOut(input, convention, advantages);
                break;
            case AdvantageEstimator.Rloo:
                kernels.Rloo(input, convention, advantages);
                break;
            case AdvantageEstimator.Opo:
                kernels.Opo(input, convention, advantages);
                break;
            case AdvantageEstimator.Gpg:
                kernels.Gpg(input, convention, advantages);
                break;
            case AdvantageEstimator.PassK:
                kernels.PassK(input, convention, options.NormalizePassK, advantages);
                break;
            case AdvantageEstimator.ReinforcePlusPlus:
                kernels.ReinforcePlusPlus(input, convention, advantages);
                break;
            default:
                kernels.ReinforcePlusPlusBaseline(input, convention, advantages);
                break;
        }

        return AdvantageResult.ByCompletion(advantages, scored);
    }

    private AdvantageResult Gdpo(AdvantageBatch batch)
    {
        var n = batch.Count;
        var components = new double[batch.Components.Count * n];
        var scored = new bool[components.Length];
        var any = new bool[n];
        var k = 0;
        foreach (var name in batch.Components)
        {
            Shaped(batch, name).CopyTo(components, k * n);
            batch.Scored(name).CopyTo(scored.AsSpan(k * n, n));
            for (var i = 0; i < n; i++)
                any[i] |= scored[k * n + i];
            k++;
        }

        if (options.MissingComponent == MissingComponent.Unscored)
            LeaveOutIncomplete(scored, any);
        var weights = batch.Components.Select(Weight).ToArray();
        var advantages = new double[n];
        kernels.Gdpo(components, weights, GroupLayout.Ragged(batch.Offsets), scored, batch.Lengths, options.Convention, advantages);
        return AdvantageResult.ByCompletion(advantages, any);
    }

    private AdvantageResult Steps(AdvantageBatch batch)
    {
        var advantages = new double[batch.Steps.Length];
        var completions = GroupLayout.Ragged(batch.StepOffsets);
        if (options.Estimator == AdvantageEstimator.StepLevel)
            kernels.StepLevel(batch.Steps, completions, GroupLayout.Ragged(batch.Offsets), options.Convention, advantages);
        else if (options.Estimator == AdvantageEstimator.ReinforcePlusPlus)
            kernels.ReinforcePlusPlusTokens(batch.Steps, completions, batch.StepMask, options.Gamma, options.Convention.Whitening, advantages);
        else
            throw new KernelException($"rewards by step go with step-level or reinforce++, not with {options.Estimator}; for others give one reward a completion.");
        return AdvantageResult.ByStep(advantages, batch.StepOffsets.ToArray());
    }

    /// <summary>An outcome reward is the reward of the last token; discounted, every token gets its own return.</summary>
    private AdvantageResult Discounted(AdvantageBatch batch)
    {
        if (batch.Lengths.IsEmpty && batch.Count > 0)
            throw new KernelException("reinforce++ with gamma below 1 needs \"lengths\": the discount counts tokens.");
        var (rewards, scored) = Combine(batch);
        var offsets = new int[batch.Count + 1];
        for (var i = 0; i < batch.Count; i++)
            offsets[i + 1] = offsets[i] + (scored[i] ? batch.Lengths[i] : 0);
        var tokens = new double[offsets[^1]];
        for (var i = 0; i < batch.Count; i++)
        {
            if (offsets[i + 1] > offsets[i])
                tokens[offsets[i + 1] - 1] = rewards[i];
        }

        var advantages = new double[tokens.Length];
        kernels.ReinforcePlusPlusTokens(tokens, GroupLayout.Ragged(offsets), default, options.Gamma, options.Convention.Whitening, advantages);
        return AdvantageResult.ByStep(advantages, offsets);
    }

    private (double[] Rewards, bool[] Scored) Combine(AdvantageBatch batch)
    {
        var sum = new double[batch.Count];
        var any = new bool[batch.Count];
        var all = new bool[batch.Count];
        Array.Fill(all, true);
        foreach (var name in batch.Components)
        {
            var rewards = Shaped(batch, name);
            var scored = batch.Scored(name);
            var weight = Weight(name);
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += scored[i] ? weight * rewards[i] : 0;
                any[i] |= scored[i];
                all[i] &= scored[i];
            }
        }

        return (sum, options.MissingComponent == MissingComponent.Zero ? any : all);
    }

    private double[] Shaped(AdvantageBatch batch, string component)
    {
        var rewards = batch.Rewards(component).ToArray();
        foreach (var step in options.Shaping)
            step.Apply(rewards, batch, batch.Scored(component));
        return rewards;
    }

    private double Weight(string component) => options.Weights.GetValueOrDefault(component, 1);

    private static void LeaveOutIncomplete(bool[] scored, bool[] any)
    {
        for (var i = 0; i < any.Length; i++)
        {
            for (var at = i; at < scored.Length; at += any.Length)
                any[i] &= scored[at];
            for (var at = i; at < scored.Length; at += any.Length)
                scored[at] &= any[i];
        }
    }
}
