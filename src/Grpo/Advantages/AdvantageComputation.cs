using Rlar.Kernels;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Reference;
using Rlar.Scoring.Pipeline;

namespace Rlar.Grpo.Advantages;

/// <summary>From a batch of rewards to its advantages: shaping, combination of components, estimator.</summary>
/// <param name="kernels">The backend.</param>
/// <param name="options">What to compute.</param>
/// <param name="baselines">The backend of the estimators with other baselines; null (default): the reference.</param>
/// <param name="device">What computes, where it is not the CPU: part of the version, since the last bits differ.</param>
public sealed class AdvantageComputation(
    IAdvantageKernels<double> kernels, AdvantageOptions options, IBaselineAdvantageKernels<double>? baselines = null, string device = "") : IAdvantages
{
    private readonly BaselineComputation _baselines = new(baselines ?? new ReferenceBaselineAdvantages(), options);

    // Whether rewards go to a kernel as they stand.
    private readonly bool _isPlain = options is { Shaping.Count: 0, Weights.Count: 0, Estimator: not (AdvantageEstimator.StepLevel or AdvantageEstimator.Gdpo) }
        && !BaselineComputation.IsOf(options.Estimator) && options is not { Estimator: AdvantageEstimator.ReinforcePlusPlus, Gamma: < 1 };

    /// <summary>Computes.</summary>
    /// <param name="batch">The groups.</param>
    /// <returns>The advantages: [N], or by step where the batch has steps.</returns>
    /// <exception cref="KernelException">A reward that is not finite, or an estimator that needs what the batch does not have.</exception>
    /// <exception cref="ShapingInputException">A shaping step that needs what the batch does not have.</exception>
    public AdvantageResult Compute(AdvantageBatch batch)
    {
        var rewards = new ShapedRewards(batch);
        if (batch.Count > 0)
        {
            foreach (var step in options.Shaping)
                step.Apply(rewards);
            CheckWeights(rewards);
        }

        if (BaselineComputation.IsOf(options.Estimator))
        {
            var (combined, scored) = batch.HasSteps ? ([], []) : Combine(rewards);
            return _baselines.Compute(rewards, combined, scored);
        }

        if (batch.HasSteps)
            return Steps(rewards);
        return options.Estimator switch
        {
            AdvantageEstimator.StepLevel =>
                throw new KernelException("step-level needs rewards by step: \"rewards\": [[...], ...], one list per completion."),
            AdvantageEstimator.ReinforcePlusPlus when options.Gamma < 1 => Discounted(rewards),
            AdvantageEstimator.Gdpo => Gdpo(rewards),
            _ => Scalar(rewards),
        };
    }

    private AdvantageResult Scalar(ShapedRewards shaped)
    {
        var (rewards, scored) = Combine(shaped);
        return Scalar(rewards, scored, shaped.Batch.Offsets, shaped.Batch.Lengths);
    }

    private AdvantageResult Scalar(double[] rewards, bool[] scored, ReadOnlySpan<int> offsets, ReadOnlySpan<int> lengths)
    {
        var advantages = new double[rewards.Length];
        var input = new RewardBatch<double>(rewards, GroupLayout.Ragged(offsets), scored, lengths);
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

    private AdvantageResult Gdpo(ShapedRewards shaped)
    {
        var batch = shaped.Batch;
        var n = batch.Count;
        var components = new double[shaped.Components.Count * n];
        var scored = new bool[components.Length];
        var any = new bool[n];
        var k = 0;
        foreach (var column in shaped.Components.Values)
        {
            column.Rewards.CopyTo(components, k * n);
            column.Scored.CopyTo(scored.AsSpan(k * n, n));
            for (var i = 0; i < n; i++)
                any[i] |= scored[k * n + i];
            k++;
        }

        if (options.MissingComponent == MissingComponent.Unscored)
            LeaveOutIncomplete(scored, any);
        var weights = shaped.Components.Keys.Select(Weight).ToArray();
        var advantages = new double[n];
        kernels.Gdpo(components, weights, GroupLayout.Ragged(batch.Offsets), scored, batch.Lengths, options.Convention, advantages);
        return AdvantageResult.ByCompletion(advantages, any);
    }

    private AdvantageResult Steps(ShapedRewards shaped)
    {
        var batch = shaped.Batch;
        var advantages = new double[shaped.Steps.Length];
        var completions = GroupLayout.Ragged(batch.StepOffsets);
        if (options.Estimator == AdvantageEstimator.StepLevel)
            kernels.StepLevel(shaped.Steps, completions, GroupLayout.Ragged(batch.Offsets), options.Convention, advantages);
        else if (options.Estimator == AdvantageEstimator.ReinforcePlusPlus)
            kernels.ReinforcePlusPlusTokens(shaped.Steps, completions, batch.StepMask, options.Gamma, options.Convention.Whitening, advantages);
        else
            throw new KernelException(
                $"rewards by step go with step-level or reinforce++, not with {options.Estimator}; "
                + "for others give one reward a completion.");
        return AdvantageResult.ByStep(advantages, batch.StepOffsets.ToArray());
    }

    /// <summary>An outcome reward is the reward of the last token; discounted, every token gets its own return.</summary>
    private AdvantageResult Discounted(ShapedRewards shaped)
    {
        var batch = shaped.Batch;
        if (batch.Lengths.IsEmpty && batch.Count > 0)
            throw new KernelException("reinforce++ with gamma below 1 needs \"lengths\": the discount counts tokens.");
        var (rewards, scored) = Combine(shaped);
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

    private (double[] Rewards, bool[] Scored) Combine(ShapedRewards shaped)
    {
        var sum = new double[shaped.Batch.Count];
        var any = new bool[sum.Length];
        var all = new bool[sum.Length];
        Array.Fill(all, true);
        foreach (var (name, (rewards, scored)) in shaped.Components)
        {
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

    /// <summary>A weight for what is not there is a slip of the pen that would weigh the component 1.</summary>
    private void CheckWeights(ShapedRewards shaped)
    {
        foreach (var component in options.Weights.Keys)
        {
            if (!shaped.Components.ContainsKey(component))
                throw new KernelException(
                    $"there is a weight for the component '{component}', "
                    + $"but the rewards have {{{string.Join(", ", shaped.Components.Keys)}}}.");
        }
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

    /// <inheritdoc/>
    public string Version => device.Length == 0 ? options.Version : $"{options.Version} on {device}";

    /// <inheritdoc/>
    public bool IsGroupLocal => options.IsGroupLocal;

    /// <inheritdoc/>
    public bool ComparesSiblings => options.Estimator != AdvantageEstimator.ReinforcePlusPlus;

    /// <inheritdoc/>
    public IEnumerable<GroupAdvantages> Compute(IEnumerable<RewardedGroup> batch)
    {
        if (_isPlain && batch is IReadOnlyList<RewardedGroup> and [var only])
            return [Plain(only)];
        var columns = new AdvantageBatch();
        foreach (var group in batch)
        {
            var rewards = GroupRewards.Of(group.Rewards as double?[] ?? [.. group.Rewards]);
            columns.Add(group.Lengths is null ? rewards : rewards with { Lengths = group.Lengths as int[] ?? [.. group.Lengths] });
        }

        return ByGroup(columns, Compute(columns));
    }

    // The one component of a group, as it stands: a run asks for nearly every row by itself, and columns for it would cost more than its advantages.
    private GroupAdvantages Plain(RewardedGroup group)
    {
        var count = group.Rewards.Count;
        var rewards = new double[count];
        var scored = new bool[count];
        for (var i = 0; i < count; i++)
        {
            rewards[i] = 0 + (group.Rewards[i] ?? 0); // no negative zero
            scored[i] = group.Rewards[i] is not null;
        }

        if (group.Lengths is { } lengths && lengths.Count != count)
            throw new KernelException($"lengths has {lengths.Count} entries, but the group has {count} completions.");
        return OfGroup(Scalar(rewards, scored, [0, count], group.Lengths as int[] ?? [.. group.Lengths ?? []]), 0, count);
    }

    // A group at a time: of a whole input there may be millions.
    private static IEnumerable<GroupAdvantages> ByGroup(AdvantageBatch columns, AdvantageResult result)
    {
        for (var group = 0; group < columns.Groups; group++)
            yield return OfGroup(result, columns.Offsets[group], columns.Offsets[group + 1]);
    }

    private static GroupAdvantages OfGroup(AdvantageResult result, int start, int end)
    {
        if (result.IsByStep)
            return new GroupAdvantages.ByToken([.. Enumerable.Range(start, end - start).Select(completion => result.Steps(completion).ToArray())]);
        var values = new double?[end - start];
        for (var i = 0; i < values.Length; i++)
            values[i] = result[start + i];
        return new GroupAdvantages.ByCompletion(values);
    }
}
